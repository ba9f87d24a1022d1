using System.Text.Json;
using Integration.Json;
using Integration.Problems;

namespace Integration.Intake;

/// <summary>Parses a body that is judged item by item.</summary>
internal static class ParsedBody
{
    /// <summary>The document; null with the problem when it is not JSON.</summary>
    public static JsonDocument? Parse(byte[] body, out Problem? problem)
    {
        problem = StrictJson.Check(body) is { } unreadable ? new Problem("invalid-json", 400, unreadable.Detail) : null;
        if (problem is not null)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = StrictJson.MaxDepth });
        }
        catch (JsonException e)
        {
            problem = new Problem(
                "invalid-json",
                400,
                $"The body stops being JSON in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}, or nests deeper than {StrictJson.MaxDepth}."
            );
            return null;
        }
    }
}
