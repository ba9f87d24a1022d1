namespace Integration.EmbeddedPostgres;

/// <summary>The files of one data directory (<c>--data-dir</c>) that belong to the private PostgreSQL.</summary>
internal sealed class DataFolder
{
    private DataFolder(string root) => Root = root;

    /// <summary>The directory itself, absolute and without symbolic links, as the kernel shows it in <c>/proc</c>.</summary>
    public string Root { get; }

    /// <summary>PostgreSQL's own folder (PGDATA).</summary>
    public string Data => Path.Combine(Root, "postgres");

    /// <summary>Where a new PGDATA is made before it is renamed, so that a crash never leaves half of one.</summary>
    public string NewData => Path.Combine(Root, "postgres.new");

    /// <summary>Held for as long as a host uses the directory.</summary>
    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>Password of the database's owner, mode 600.</summary>
    public string PasswordFile => Path.Combine(Root, "postgres.password");

    /// <summary>The port of the last start.</summary>
    public string PortFile => Path.Combine(Root, "postgres.port");

    /// <summary>What the server writes on its standard error.</summary>
    public string LogFile => Path.Combine(Root, "postgres.log");

    /// <summary>The server's own lock file.</summary>
    public string PostmasterFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Major version that made PGDATA; null where there is none yet.</summary>
    public int? MajorVersion()
    {
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), out var major) ? major : null;
    }

    /// <summary>Makes the directory where it is missing and resolves its path.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static DataFolder Open(string dataDirectory)
    {
        var path = Path.GetFullPath(dataDirectory);
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);

            // Root's server runs as another user, who must pass through; nobody needs to list it.
            var others = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.SetUnixFileMode(path, LibC.IsRoot() ? owner | others : owner);
        }

        return new DataFolder(WithoutLinks(path));
    }

    private static string WithoutLinks(string path)
    {
        var resolved = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            if (Directory.ResolveLinkTarget(resolved, returnFinalTarget: true) is { } target)
            {
                resolved = WithoutLinks(target.FullName);
            }
        }

        return resolved;
    }
}
