using System.Text.RegularExpressions;

namespace Integration.Migrations;

/// <summary>Migrations expand first and contract a release later, so that an old and a new build run on one database.</summary>
public sealed partial class ExpandRulesTests
{
    // The first two made the schema; no build runs without them.
    private const int FirstToJudge = 3;
    private static readonly HashSet<string> s_released = ["0.1.0"];

    [Fact]
    public void Migrations_AfterTheFirst_LeaveTheBuildBeforeThemWorking()
    {
        var released = ReleasesOf(File.ReadAllText(Path.Combine(Repository(), "CHANGELOG.md")));
        var scripts = Scripts().ToArray();
        scripts.Select(script => script.Number).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(3);

        var faults = scripts
            .Where(script => script.Number >= FirstToJudge)
            .SelectMany(script => ExpandRules.Faults(script.Text, released).Select(fault => $"{script.Name} {fault}"));

        faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("drop table events;")]
    [InlineData("drop function add_counts(bigint[], bigint[]);")]
    [InlineData("DROP VIEW x;")]
    [InlineData("alter table events drop column subject;")]
    [InlineData("alter table events drop subject;")]
    [InlineData("alter table events add column a int, drop column if exists b;")]
    [InlineData("alter table events rename column a to b;")]
    [InlineData("alter table events rename to happenings;")]
    [InlineData("alter table events alter column subject type uuid;")]
    [InlineData("alter table events alter subject set data type uuid;")]
    [InlineData("alter table events alter column subject set not null;")]
    [InlineData("alter table events alter column subject drop default;")]
    [InlineData("alter table events add column size int not null;")]
    [InlineData("alter table events add column a int default 1, add column size int not null;")]
    [InlineData("alter table events add constraint c check (source <> '');")]
    [InlineData("alter table events add column a int unique;")]
    [InlineData("create unique index u on deliveries (event_id, subscriber_id);")]
    [InlineData("truncate audit;")]
    [InlineData("delete from audit;")]
    [InlineData("create trigger t before insert on events for each row execute function f();")]
    [InlineData("-- contract since 9.9.9: nobody reads it\ndrop table events;")]
    [InlineData("-- contract some day\ndrop table events;")]
    [InlineData("/* nothing; */ select ';'; drop table events")]
    public void Faults_OfWhatAnOlderBuildCannotLiveWith_AreTold(string script) =>
        ExpandRules.Faults(script, s_released).Should().ContainSingle();

    [Theory]
    [InlineData(
        "create table t (a int not null unique); create unique index u on t (a); alter table t add b int not null;"
    )]
    [InlineData("alter table events add column size int not null default 0;")]
    [InlineData("alter table events add column size int;")]
    [InlineData("create index i on events (type);")]
    [InlineData("drop index i;")]
    [InlineData("alter table events alter column subject drop not null;")]
    [InlineData("alter table events drop constraint c;")]
    [InlineData("-- drop table events;\nselect 'drop table events;';")]
    [InlineData("create function f() returns void language sql as $f$ delete from audit; drop table t; $f$;")]
    [InlineData("-- contract since 0.1.0: no build since reads it\ndrop table events;")]
    public void Faults_OfWhatAnOlderBuildDoesNotNotice_AreNone(string script) =>
        ExpandRules.Faults(script, s_released).Should().BeEmpty();

    private static IEnumerable<(string Name, int Number, string Text)> Scripts()
    {
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(Repository(), "src", "Integration.Storage", "Migrations"),
                "*.sql"
            )
        )
        {
            var name = Path.GetFileName(file);
            yield return (
                name,
                int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture),
                File.ReadAllText(file)
            );
        }
    }

    private static HashSet<string> ReleasesOf(string changelog) =>
        [.. Heading().Matches(changelog).Select(heading => heading.Groups["release"].Value)];

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Integration.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex(@"^## \[?(?<release>\d+\.\d+\.\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Heading();
}
