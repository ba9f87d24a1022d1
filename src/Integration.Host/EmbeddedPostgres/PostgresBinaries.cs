namespace Integration.EmbeddedPostgres;

/// <summary>A folder with PostgreSQL's programs.</summary>
/// <param name="Folder">Absolute path of the folder.</param>
/// <param name="Major">Major version, such as 15.</param>
/// <param name="Version">The version as the program says it, such as <c>15.18</c>.</param>
internal sealed record PostgresBinaries(string Folder, int Major, string Version)
{
    /// <summary>Where Debian and Ubuntu install, one folder a major version.</summary>
    public const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>Full path of the server.</summary>
    public string Server => Path.Combine(Folder, "postgres");

    /// <summary>Full path of the program that sets a data folder up.</summary>
    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// The folders to look into, best first: the configured one alone; else <c>PG_BINDIR</c> alone; else the
    /// application's folder (<c>pg/bin</c>, <c>bin</c>) and Debian's, the highest version first.
    /// </summary>
    public static IReadOnlyList<string> Candidates(string? configured, string? fromEnvironment)
    {
        var named = string.IsNullOrWhiteSpace(configured) ? fromEnvironment : configured;
        if (!string.IsNullOrWhiteSpace(named))
        {
            return [Path.GetFullPath(named)];
        }

        var application = AppContext.BaseDirectory;
        List<string> folders = [Path.Combine(application, "pg", "bin"), Path.Combine(application, "bin")];
        if (Directory.Exists(DebianFolder))
        {
            folders.AddRange(
                Directory
                    .EnumerateDirectories(DebianFolder)
                    .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
                    .Select(folder => Path.Combine(folder, "bin"))
            );
        }

        return folders;
    }

    /// <summary>Whether a folder holds what we need.</summary>
    public static bool Complete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    /// <summary>
    /// The first complete candidate whose major version is that of the data folder, or, where none is, the first that
    /// runs at all; null without any.
    /// </summary>
    public static async Task<PostgresBinaries?> Find(
        IReadOnlyList<string> candidates,
        int? wantedMajor,
        CancellationToken cancellation
    )
    {
        PostgresBinaries? first = null;
        foreach (var folder in candidates.Where(Complete))
        {
            if (await Ask(folder, cancellation) is not { } found)
            {
                continue;
            }

            if (wantedMajor is null || found.Major == wantedMajor)
            {
                return found;
            }

            first ??= found;
        }

        return first;
    }

    private static async Task<PostgresBinaries?> Ask(string folder, CancellationToken cancellation)
    {
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var run = await ToolRun.Run([Path.Combine(folder, "postgres"), "--version"], cancellation);
        var words = run.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var version = run.ExitCode == 0 && words.Length > 2 ? words[2] : "";
        var digits = string.Concat(version.TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, out var major) ? new PostgresBinaries(folder, major, version) : null;
    }
}
