using System.Text.RegularExpressions;

namespace Integration.Migrations;

/// <summary>
/// Which statements a build that does not know them could not live with: it goes on reading and writing while the new one
/// starts. They may only come in a release after the one that needs them no more, marked
/// <c>-- contract since RELEASE: reason</c>.
/// </summary>
internal static partial class ExpandRules
{
    private static readonly (string What, Regex Pattern)[] s_rules =
    [
        ("drops something that is still used", Drops()),
        ("drops a column", DropsColumn()),
        ("renames", Renames()),
        ("changes a column's type", ChangesType()),
        ("demands a value that is not written yet", DemandsValue()),
        ("adds a column that is not written yet", AddsDemandingColumn()),
        ("adds a rule that is not kept yet", AddsRule()),
        ("removes rows", RemovesRows()),
        ("adds a trigger to what is written", AddsTrigger()),
    ];

    /// <summary>What is wrong with a script, statement by statement; empty when nothing is.</summary>
    /// <param name="script">The script.</param>
    /// <param name="released">The releases that are out, by which a contract may be allowed.</param>
    public static IReadOnlyList<string> Faults(string script, IReadOnlySet<string> released)
    {
        var made = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        foreach (var statement in SqlStatement.Split(script))
        {
            if (MakesTable().Match(statement.Text) is { Success: true } table)
            {
                made.Add(table.Groups["name"].Value);
            }
            else if (
                OfTable().Match(statement.Text) is not { Success: true } of
                || !made.Contains(of.Groups["name"].Value)
            )
            {
                faults.AddRange(Faults(statement, released));
            }
        }

        return faults;
    }

    private static IEnumerable<string> Faults(SqlStatement statement, IReadOnlySet<string> released)
    {
        var mark = Mark().Match(statement.Comments);
        if (mark.Success && released.Contains(mark.Groups["release"].Value))
        {
            return [];
        }

        var hint = mark.Success
            ? $"release {mark.Groups["release"].Value} is not out"
            : "an older build that runs beside this one would fail";
        return s_rules
            .Where(rule => rule.Pattern.IsMatch(statement.Text))
            .Select(rule => $"{rule.What} ({hint}): {statement.Text}");
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const int Limit = 10_000;

    [GeneratedRegex(@"--\s*contract since (?<release>\d+\.\d+\.\d+): \S+", Options, Limit)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^create table (if not exists )?(?<name>\w+)", Options, Limit)]
    private static partial Regex MakesTable();

    [GeneratedRegex(
        @"^(alter table (if exists )?(only )?|create unique index .*? on |create .*?trigger .*? on )(?<name>\w+)",
        Options,
        Limit
    )]
    private static partial Regex OfTable();

    [GeneratedRegex(@"^drop (?!index)", Options, Limit)]
    private static partial Regex Drops();

    [GeneratedRegex(@"^alter table .*\bdrop (?!constraint|default|not null|expression|identity)", Options, Limit)]
    private static partial Regex DropsColumn();

    [GeneratedRegex(@"^alter .*\brename\b", Options, Limit)]
    private static partial Regex Renames();

    [GeneratedRegex(@"^alter table .*\balter (column )?\w+ (set data )?type\b", Options, Limit)]
    private static partial Regex ChangesType();

    [GeneratedRegex(@"^alter table .*\b(set not null|drop default)\b", Options, Limit)]
    private static partial Regex DemandsValue();

    [GeneratedRegex(
        @"\badd (column )?(if not exists )?(?!constraint)\w+ (?![^,]*\b(default|generated)\b)[^,]*\bnot null\b",
        Options,
        Limit
    )]
    private static partial Regex AddsDemandingColumn();

    [GeneratedRegex(
        @"^alter table .*\badd (constraint|check|unique|primary|foreign|exclude)\b|^alter table .*\badd column [^,]*\b(unique|references|check)\b|^create unique index",
        Options,
        Limit
    )]
    private static partial Regex AddsRule();

    [GeneratedRegex(@"^(truncate|delete from)\b", Options, Limit)]
    private static partial Regex RemovesRows();

    [GeneratedRegex(@"^create (or replace )?(constraint )?trigger\b", Options, Limit)]
    private static partial Regex AddsTrigger();
}
