using System.Text;

namespace Integration.Alerts;

/// <summary>Labels of a metric: what an observation is about, such as <c>platform=temu, account=main</c>.</summary>
public static class AlertLabels
{
    /// <summary>Longest name of a label, in characters.</summary>
    public const int MaxName = 63;

    /// <summary>Whether a text is the name of a label: lower-case letters, digits and <c>_</c>, a letter first.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName
        && char.IsAsciiLetterLower(name[0])
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>
    /// The key of a rule and labels, the same for the same labels in any order:
    /// <c>api-failures{account="main",platform="temu"}</c>.
    /// </summary>
    public static string Key(string rule, IReadOnlyDictionary<string, string> labels)
    {
        var key = new StringBuilder(rule).Append('{');
        foreach (var (name, value) in labels.OrderBy(static label => label.Key, StringComparer.Ordinal))
        {
            if (key[^1] != '{')
                key.Append(',');
            // Quotes and backslashes are escaped: two different label sets never have one key.
            key.Append(name).Append("=\"").Append(value.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');
        }

        return key.Append('}').ToString();
    }

    /// <summary>The labels with these names, an absent one as an empty value.</summary>
    public static IReadOnlyDictionary<string, string> Pick(
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyList<string> names
    ) =>
        names.ToDictionary(
            static name => name,
            name => labels.GetValueOrDefault(name, defaultValue: ""),
            StringComparer.Ordinal
        );

    /// <summary>Whether a value is the one that is asked for, or begins as asked where that ends with <c>*</c>.</summary>
    public static bool Matches(string? value, string pattern)
    {
        value ??= "";
        return pattern.EndsWith('*')
            ? value.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
            : value.Equals(pattern, StringComparison.Ordinal);
    }
}
