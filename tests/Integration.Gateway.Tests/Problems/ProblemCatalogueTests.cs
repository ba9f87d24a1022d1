using System.Globalization;
using System.Text.RegularExpressions;

namespace Integration.Problems;

public sealed partial class ProblemCatalogueTests
{
    private static readonly string Sources = Path.Combine(FindRoot(), "src");

    [Fact]
    public void Catalogue_HoldsEverySlugThatTheSourcesUse()
    {
        var used = Used().ToArray();
        used.Select(one => one.Slug).Distinct().Should().HaveCountGreaterThan(30, "else the pattern finds nothing");
        used.Where(one => ProblemCatalogue.Find(one.Slug) is null)
            .Select(one => $"{one.Slug} in {one.File}")
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Catalogue_SaysTheStatusThatIsAnswered() =>
        Used()
            .Where(one => one.Status is { } status && ProblemCatalogue.Find(one.Slug)?.Status != status)
            .Select(one => $"{one.Slug} {one.Status} in {one.File}")
            .Should()
            .BeEmpty();

    [Fact]
    public void Catalogue_HoldsNothingThatNobodyUses()
    {
        var text = string.Concat(
            Files()
                .Where(file => !file.EndsWith("ProblemCatalogue.cs", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );
        ProblemCatalogue
            .All.Where(kind => !text.Contains($"\"{kind.Slug}\"", StringComparison.Ordinal))
            .Select(kind => kind.Slug)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Catalogue_DocumentsEachKindOnceAndInOrder()
    {
        var slugs = ProblemCatalogue.All.Select(kind => kind.Slug).ToArray();
        slugs.Should().OnlyHaveUniqueItems();
        ProblemCatalogue
            .All.Should()
            .OnlyContain(kind => kind.Title.Length > 8 && kind.Mend.Length > 8 && kind.Status >= 400);
    }

    [Fact]
    public async Task Problems_OfEachSlug_AreServed()
    {
        await using var scope = await GatewayScope.Start();
        foreach (var kind in ProblemCatalogue.All)
        {
            var body = await (await scope.Get($"/problems/{kind.Slug}")).Json();
            body.GetProperty("slug").GetString().Should().Be(kind.Slug);
            body.GetProperty("mend").GetString().Should().Be(kind.Mend);
        }

        await (await scope.Get("/problems/no-such-thing")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Requests_ThatMeetNoEndpoint_AreProblemsToo()
    {
        await using var scope = await GatewayScope.Start();
        await (await scope.Get("/nowhere")).ShouldBeProblem(404, "not-found");
        await (await scope.Get("/in/erp")).ShouldBeProblem(405, "method-not-allowed");
    }

    private static IEnumerable<(string Slug, int? Status, string File)> Used() =>
        from file in Files()
        from Match match in Slugs().Matches(File.ReadAllText(file))
        from Capture slug in match.Groups["slug"].Captures
        select (slug.Value, StatusOf(match), Path.GetFileName(file));

    private static int? StatusOf(Match match) =>
        match.Groups["status"] is { Success: true } status
            ? int.Parse(status.Value, CultureInfo.InvariantCulture)
            : null;

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Integration.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    // A slug with its status, as a verifier or parser names it, and the two of a condition.
    [GeneratedRegex(
        """
            \(\s*"(?<slug>[a-z]+(-[a-z]+)*)",\s*(?<status>[45][0-9][0-9])\b|Bad\(\s*"(?<slug>[a-z-]+)"|\(\s*null,\s*"(?<slug>[a-z-]+)"|\?\s*"(?<slug>[a-z]+-[a-z]+)"\s*:\s*"(?<slug>[a-z]+)"
            """,
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Slugs();
}
