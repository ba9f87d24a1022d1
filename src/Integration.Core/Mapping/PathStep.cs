using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Integration.Json;

namespace Integration.Mapping;

/// <summary>A step of a simple path: a name, or an index into an array.</summary>
/// <param name="Name">The field; null for an index.</param>
/// <param name="Index">The index; negative ones count from the end.</param>
internal readonly partial record struct PathStep(string? Name, int Index)
{
    /// <summary>Reads <c>a.b[0].c</c>; anything richer is not a simple path.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PathStep[]? path)
    {
        path = null;
        if (!Simple().IsMatch(text))
        {
            return false;
        }

        path = [.. Steps().Matches(text).Select(match => Of(match.Value))];
        return true;
    }

    /// <summary>The scalar at the end of the path as text; null where there is none.</summary>
    public static string? Follow(JsonElement root, PathStep[] path)
    {
        var value = root;
        foreach (var step in path)
        {
            if (!step.TryTake(value, out value))
            {
                return null;
            }
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => TextOf(value),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
    }

    // Half of a surrogate pair is valid JSON, but no text: reading it would throw.
    private static string? TextOf(JsonElement value) =>
        JsonText.HasLoneSurrogate(JsonMarshal.GetRawUtf8Value(value)[1..^1]) ? null : value.GetString();

    private static PathStep Of(string text) =>
        text[0] == '['
            ? new PathStep(
                null,
                int.Parse(text.AsSpan(1, text.Length - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            )
            : new PathStep(text, 0);

    private bool TryTake(JsonElement value, out JsonElement next)
    {
        next = default;
        if (Name is not null)
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Name, out next);
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var length = value.GetArrayLength();
        var at = Index < 0 ? length + Index : Index;
        if (at < 0 || at >= length)
        {
            return false;
        }

        next = value[at];
        return true;
    }

    [GeneratedRegex(
        "^[A-Za-z_][A-Za-z0-9_]*(\\[-?[0-9]{1,6}\\])*(\\.[A-Za-z_][A-Za-z0-9_]*(\\[-?[0-9]{1,6}\\])*)*\\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Simple();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*|\\[-?[0-9]+\\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Steps();
}
