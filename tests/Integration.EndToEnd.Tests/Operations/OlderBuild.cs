namespace Integration.Operations;

/// <summary>A build of what was there before: the last tag, else the commit before the newest migration came.</summary>
internal sealed class OlderBuild : IAsyncDisposable
{
    private readonly string _folder;

    private OlderBuild(string commit, string folder)
    {
        Commit = commit;
        _folder = folder;
    }

    public string Commit { get; }

    public string Program => Path.Combine(_folder, "out", "Integration.Host.dll");

    /// <summary>Builds it in a folder of its own; null where the history is not there.</summary>
    public static async Task<OlderBuild?> Make()
    {
        if (await Find() is not { } commit)
        {
            return null;
        }

        var build = new OlderBuild(commit, Directory.CreateTempSubdirectory("integration-older-").FullName);
        var archive = Path.Combine(build._folder, "source.tar");
        await Succeeds("git", "archive", "--format=tar", "-o", archive, commit);
        await Succeeds("tar", "-xf", archive, "-C", build._folder);
        await Succeeds(
            "dotnet",
            "build",
            Path.Combine(build._folder, "src", "Integration.Host"),
            "-c",
            "Release",
            "-nologo",
            "-v",
            "quiet",
            // No server process may outlive the test.
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
            $"-p:OutDir={Path.Combine(build._folder, "out")}/"
        );
        return build;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string?> Find()
    {
        var tag = await Git("describe", "--tags", "--abbrev=0");
        if (tag is not null)
        {
            return tag;
        }

        var newest = Directory
            .EnumerateFiles(Path.Combine(Repository.Folder, "src", "Integration.Storage", "Migrations"), "*.sql")
            .Order(StringComparer.Ordinal)
            .Last();
        var added = await Git("log", "--first-parent", "-m", "--diff-filter=A", "--format=%H", "-1", "--", newest);
        return added is null ? null : await Git("rev-parse", "--verify", "--quiet", $"{added}^");
    }

    private static async Task<string?> Git(params string[] arguments)
    {
        var (code, output) = await Script.Run("git", null, arguments);
        return code == 0 && output.Trim() is { Length: > 0 } text ? text : null;
    }

    private static async Task Succeeds(string program, params string[] arguments)
    {
        var (code, output) = await Script.Run(program, null, arguments);
        code.Should().Be(0, output);
    }
}
