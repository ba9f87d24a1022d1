using System.Text.Json.Nodes;

namespace Integration.Platforms;

/// <summary>A body with one value changed into something of another type, for every value and every type.</summary>
internal static class JsonMutations
{
    private static readonly string[] Replacements =
    [
        "null",
        "\"x\"",
        "\"\"",
        "-1",
        "1e400",
        "true",
        "[]",
        "{}",
        "[null]",
        "[[{}]]",
    ];

    public static IEnumerable<string> Of(string body)
    {
        var paths = new List<string[]>();
        Collect(JsonNode.Parse(body)!, [], paths);
        foreach (var path in paths)
        {
            foreach (var replacement in Replacements)
            {
                var root = JsonNode.Parse(body)!;
                var parent = path[..^1].Aggregate(root, Child);
                var value = JsonNode.Parse(replacement);
                if (parent is JsonArray list)
                {
                    list[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
                }
                else
                {
                    parent[path[^1]] = value;
                }

                yield return root.ToJsonString();
            }
        }
    }

    private static JsonNode Child(JsonNode node, string step) =>
        node is JsonArray list
            ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]!
            : node[step]!;

    private static void Collect(JsonNode? node, string[] path, List<string[]> paths)
    {
        if (path.Length > 0)
        {
            paths.Add(path);
        }

        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                Collect(value, [.. path, name], paths);
            }
        }
        else if (node is JsonArray list)
        {
            for (var at = 0; at < list.Count; at++)
            {
                Collect(list[at], [.. path, at.ToString(System.Globalization.CultureInfo.InvariantCulture)], paths);
            }
        }
    }
}
