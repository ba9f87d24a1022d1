using System.Text.RegularExpressions;

namespace Integration.Migrations;

/// <summary>One statement of a script: its text without comments, on one line, and the comments right above it.</summary>
internal sealed partial record SqlStatement(string Text, string Comments)
{
    /// <summary>Splits a script at semicolons that stand outside of quotes, dollar quotes and comments.</summary>
    public static IReadOnlyList<SqlStatement> Split(string script)
    {
        var statements = new List<SqlStatement>();
        var (text, comments) = ("", "");
        foreach (Match token in Token().Matches(script))
        {
            if (token.Value == ";")
            {
                Add();
            }
            else if (token.Value.StartsWith("--", StringComparison.Ordinal))
            {
                comments += token.Value + "\n";
            }
            else if (!token.Value.StartsWith("/*", StringComparison.Ordinal))
            {
                text += token.Value;
            }
        }

        Add();
        return statements;

        void Add()
        {
            if (Space().Replace(text, " ").Trim() is { Length: > 0 } whole)
            {
                statements.Add(new SqlStatement(whole, comments));
            }

            (text, comments) = ("", "");
        }
    }

    [GeneratedRegex(
        """--[^\n]*|/\*.*?\*/|\$(?<tag>\w*)\$.*?\$\k<tag>\$|'(?:[^']|'')*'|"[^"]*"|;|[^;]""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+", RegexOptions.None, 10_000)]
    private static partial Regex Space();
}
