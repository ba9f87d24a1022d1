using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Alerts;

/// <summary>Rules: those that are shipped, as somebody changed them, and those of the operator's own.</summary>
public sealed class AlertRuleTable(HubDatabase database)
{
    private const string Upsert = """
        insert into alert_rules (id, rule, version, created_at, updated_at) values ($1, $2, $3, $4, $4)
        on conflict (id) do update
        set rule = excluded.rule, version = excluded.version, updated_at = excluded.updated_at
        where alert_rules.version = excluded.version - 1
        """;

    private static readonly Dictionary<string, AlertRule> Shipped = DefaultAlertRules.All.ToDictionary(
        static rule => rule.Id,
        StringComparer.Ordinal
    );

    /// <summary>All rules that hold, by id.</summary>
    public async Task<IReadOnlyList<StoredAlertRule>> Load(CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand("select rule, version, updated_at from alert_rules");
        var stored = await command.Read(
            static reader =>
            {
                var rule = JsonSerializer.Deserialize<AlertRule>(reader.GetString(0), AlertJson.Options)!;
                return new StoredAlertRule(rule, reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2))
                {
                    IsShipped = Shipped.ContainsKey(rule.Id),
                };
            },
            ct
        );
        return
        [
            .. Shipped
                .Values.ExceptBy(stored.Select(static one => one.Rule.Id), static rule => rule.Id)
                .Select(static rule => new StoredAlertRule(rule, 0, null) { IsShipped = true })
                .Concat(stored)
                .OrderBy(static one => one.Rule.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>A shipped rule as it was shipped; null where there is none of that id.</summary>
    public static AlertRule? ShippedOf(string id) => Shipped.GetValueOrDefault(id);

    /// <summary>Writes a rule inside the caller's transaction.</summary>
    /// <returns>False when the stored version is not the one before the rule's.</returns>
    public static async Task<bool> Write(NpgsqlConnection connection, StoredAlertRule rule, CancellationToken ct) =>
        await connection.Execute(
            Upsert,
            ct,
            rule.Rule.Id,
            JsonSerializer.Serialize(rule.Rule, AlertJson.Options),
            rule.Version,
            rule.UpdatedAt.GetValueOrDefault()
        ) == 1;

    /// <summary>Takes a rule away inside the caller's transaction; a shipped one is then again as it was shipped.</summary>
    /// <returns>False when another version is stored.</returns>
    public static async Task<bool> Delete(NpgsqlConnection connection, StoredAlertRule rule, CancellationToken ct) =>
        await connection.Execute(
            "delete from alert_rules where id = $1 and version = $2",
            ct,
            rule.Rule.Id,
            rule.Version
        ) == 1;
}
