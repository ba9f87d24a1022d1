namespace Integration.EmbeddedPostgres;

/// <summary>
/// Under which user PostgreSQL's programs run. They refuse root, so root changes to another user; everybody else runs
/// them as himself.
/// </summary>
internal sealed class PostgresAccount
{
    private readonly string? _user;
    private readonly bool _hasSetPriv;
    private readonly bool _hasSetSid;

    private PostgresAccount(string? user, bool hasSetPriv, bool hasSetSid)
    {
        _user = user;
        _hasSetPriv = hasSetPriv;
        _hasSetSid = hasSetSid;
    }

    /// <summary>Whether the kernel ends the server when the host dies.</summary>
    public bool EndsWithHost => _hasSetPriv;

    /// <summary>Finds out how to run, or why it is not possible.</summary>
    public static async Task<(PostgresAccount? Account, EmbeddedPostgresFailure? Failure)> Find(
        string user,
        CancellationToken cancellation
    )
    {
        var hasSetPriv = await Has("setpriv", cancellation);
        var hasSetSid = await Has("setsid", cancellation);
        if (!LibC.IsRoot())
        {
            return (new PostgresAccount(null, hasSetPriv, hasSetSid), null);
        }

        if (!hasSetPriv)
        {
            return (null, Unsuitable("root needs setpriv to run PostgreSQL as another user: install util-linux."));
        }

        return (await ToolRun.Run(["id", "-u", user], cancellation)).ExitCode == 0
            ? (new PostgresAccount(user, hasSetPriv, hasSetSid), null)
            : (null, Unsuitable($"PostgreSQL refuses root and there is no user '{user}': useradd --system {user}"));
    }

    /// <summary>The command line of a short program as that user.</summary>
    public IReadOnlyList<string> Short(params IReadOnlyList<string> command) =>
        _user is null ? command : ["setpriv", .. ChangeOfUser(), .. command];

    /// <summary>
    /// The command line of the server: in a session of its own, or the terminal's Ctrl-C would reach it together with
    /// the host; with a fast shutdown when the thread that started it ends.
    /// </summary>
    public IReadOnlyList<string> Server(IReadOnlyList<string> command)
    {
        IReadOnlyList<string> session = _hasSetSid ? ["setsid"] : [];
        return _hasSetPriv
            ? [.. session, "setpriv", "--pdeathsig", "INT", .. ChangeOfUser(), .. command]
            : [.. session, .. command];
    }

    /// <summary>Makes an empty folder of that user, mode 700.</summary>
    public async Task<string?> MakeFolder(string folder, CancellationToken cancellation)
    {
        if (_user is null)
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            return null;
        }

        var run = await ToolRun.Run(["install", "-d", "-m", "700", "-o", _user, "-g", _user, folder], cancellation);
        return run.ExitCode == 0 ? null : run.Error.Trim();
    }

    /// <summary>Copies a file of ours to one of that user, mode 600.</summary>
    public async Task<string?> CopyFile(string source, string target, CancellationToken cancellation)
    {
        IReadOnlyList<string> owner = _user is null ? [] : ["-o", _user, "-g", _user];
        var run = await ToolRun.Run(["install", "-m", "600", .. owner, source, target], cancellation);
        return run.ExitCode == 0 ? null : run.Error.Trim();
    }

    /// <summary>Says which folder on the way to <paramref name="path"/> that user may not pass; null if none.</summary>
    public async Task<EmbeddedPostgresFailure?> CheckPassable(string path, CancellationToken cancellation)
    {
        if (_user is null || (await ToolRun.Run(Short("test", "-x", path), cancellation)).ExitCode == 0)
        {
            return null;
        }

        var closed = Parents(path)
            .FirstOrDefault(folder => (File.GetUnixFileMode(folder) & UnixFileMode.OtherExecute) == UnixFileMode.None);
        return new EmbeddedPostgresFailure(
            EmbeddedPostgresFailureKind.FolderUnusable,
            $"User '{_user}', whom PostgreSQL runs as, cannot reach {path}: "
                + $"chmod o+x {closed ?? path}, or choose another folder (--data-dir)."
        );
    }

    private static IEnumerable<string> Parents(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, parts.Length + 1).Select(count => "/" + string.Join('/', parts.Take(count)));
    }

    private IReadOnlyList<string> ChangeOfUser() =>
        _user is null ? [] : [$"--reuid={_user}", $"--regid={_user}", "--clear-groups", "--reset-env"];

    private static EmbeddedPostgresFailure Unsuitable(string message) =>
        new(EmbeddedPostgresFailureKind.SystemUnsuitable, message);

    private static async Task<bool> Has(string tool, CancellationToken cancellation) =>
        (await ToolRun.Run([tool, "--version"], cancellation)).ExitCode == 0;
}
