using System.Text.Json.Nodes;
using Npgsql;

namespace Integration.Databases;

/// <summary>Which rows of which tables a statement reads, as PostgreSQL says after it has run it.</summary>
internal static class QueryPlan
{
    public static async Task<List<PlanNode>> Of(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await Of(command);
    }

    public static async Task<List<PlanNode>> Of(NpgsqlCommand command)
    {
        command.CommandText = $"explain (analyze, timing off, format json) {command.CommandText}";
        var text = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        var nodes = new List<PlanNode>();
        Add(JsonNode.Parse(text)![0]!["Plan"]!);
        return nodes;

        void Add(JsonNode node)
        {
            var rows =
                (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")) * Number(node, "Actual Loops");
            nodes.Add(new PlanNode(node["Node Type"]!.ToString(), node["Relation Name"]?.ToString() ?? "", rows));
            foreach (var child in node["Plans"]?.AsArray() ?? [])
            {
                Add(child!);
            }
        }
    }

    private static double Number(JsonNode node, string name) => node[name]?.GetValue<double>() ?? 0;
}
