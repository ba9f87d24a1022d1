using System.Text.RegularExpressions;

namespace Integration;

/// <summary>What a reader may rely on: small files, folders that are features, names that say something.</summary>
public sealed partial class TidyTests
{
    private const int MaxLines = 300;
    private const int MinFilesForReadme = 4;
    private static readonly string Root = FindRoot();

    private static readonly string[] Sources = FilesIn("src");
    private static readonly string[] Tests = FilesIn("tests");

    [Fact]
    public void Sources_AreThere()
    {
        const string because = "a rule about nothing passes silently";
        Sources.Should().HaveCountGreaterThan(100, because);
        Tests.Should().HaveCountGreaterThan(100, because);
    }

    [Fact]
    public void Files_StopAt300Lines() =>
        Sources
            .Concat(Tests)
            .Where(path => File.ReadLines(path).Count() > MaxLines)
            .Select(Relative)
            .Should()
            .BeEmpty();

    [Fact]
    public void Names_SayWhatTheThingIs() =>
        Sources.Where(path => Vague().IsMatch(path)).Select(Relative).Should().BeEmpty();

    [Fact]
    public void Folders_AreFeaturesNotKinds() =>
        FeatureFolders()
            .Where(folder =>
                Path.GetFileName(folder) is "Models" or "Services" or "Interfaces" or "Helpers" or "Common" or "Utils"
            )
            .Select(Relative)
            .Should()
            .BeEmpty();

    [Fact]
    public void Folders_HaveAReadme() =>
        FeatureFolders()
            .Where(folder => Directory.GetFiles(folder, "*.cs").Length >= MinFilesForReadme)
            .Where(folder => !File.Exists(Path.Combine(folder, "README.md")))
            .Select(Relative)
            .Should()
            .BeEmpty();

    [Fact]
    public void Folders_AreFlat() =>
        FeatureFolders()
            .Where(folder => Directory.GetDirectories(folder).Length > 0)
            .Select(Relative)
            .Should()
            .BeEmpty();

    [Fact]
    public void Sources_LeaveNothingOpen() =>
        Sources.Where(path => Open().IsMatch(File.ReadAllText(path))).Select(Relative).Should().BeEmpty();

    [Fact]
    public void ArchitectureDocument_NamesFilesThatExist()
    {
        var text = File.ReadAllText(Path.Combine(Root, "ARCHITECTURE.md"));
        var named = FileNames().Matches(text).Select(match => match.Groups["file"].Value).Distinct().ToArray();
        named.Should().HaveCountGreaterThan(10);
        named.Where(name => !File.Exists(Path.Combine(Root, name))).Should().BeEmpty();
    }

    private static IEnumerable<string> FeatureFolders() =>
        Directory
            .GetDirectories(Path.Combine(Root, "src"))
            .SelectMany(Directory.GetDirectories)
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "Properties"));

    private static string[] FilesIn(string folder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
                .Where(path => !IsBuilt(path)),
        ];

    private static bool IsBuilt(string path) =>
        path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        || path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Integration.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex("(Manager|Helper|Utils?|Common|Impl|Info|Misc)[A-Za-z]*\\.cs$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vague();

    [GeneratedRegex("TODO|FIXME|HACK|NotImplementedException", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Open();

    [GeneratedRegex("`(?<file>(src|tests|docs|deploy)/[A-Za-z0-9_./-]+\\.[a-z]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileNames();
}
