using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Integration.Keys;

namespace Integration.EmbeddedPostgres;

/// <summary>
/// The private PostgreSQL of a single machine: a child process that lives in <c>DIR/postgres</c>, listens on loopback
/// only, is started again when it dies and ends with the host. Decision 22.
/// </summary>
internal sealed class EmbeddedPostgresServer(
    EmbeddedPostgresOptions options,
    TimeProvider time,
    Random random,
    ILogger<EmbeddedPostgresServer> logger
) : IAsyncDisposable
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestStartWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRestartWait = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private DataFolder _folder = null!;
    private DataFolderLock? _lock;
    private PostgresInstallation? _installation;
    private PostgresLauncher _launcher = null!;
    private string _password = "";
    private int _port;
    private Task<EmbeddedPostgresFailure?>? _supervision;
    private bool _disposed;

    /// <summary>Raised after a server that died accepts connections again; on a pool thread.</summary>
    public event EventHandler? Restarted;

    /// <summary>The connection string; the same for the whole life of this object. Set by a successful start.</summary>
    public string ConnectionString => PostgresConnection.To(_port, _password);

    /// <summary>Process id of the server that runs now.</summary>
    public int ProcessId { get; private set; }

    /// <summary>
    /// Completes when the server is gone for good: with null after <see cref="DisposeAsync"/>, with the reason when
    /// restarts were given up. Never completes before a start succeeded.
    /// </summary>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "The task is started by this object.")]
    public Task<EmbeddedPostgresFailure?> Exited =>
        _supervision ?? new TaskCompletionSource<EmbeddedPostgresFailure?>().Task;

    /// <summary>
    /// Starts the server in <paramref name="dataDirectory"/> (made if missing) and returns when it accepts
    /// connections, or why it cannot. To be called once; whatever it returns, dispose afterwards.
    /// </summary>
    /// <param name="dataDirectory">The host's <c>--data-dir</c>.</param>
    /// <param name="binariesFromEnvironment">The value of <c>PG_BINDIR</c>; null when it is not set.</param>
    /// <param name="cancellation">Gives the start up; what was started is stopped.</param>
    public async Task<EmbeddedPostgresFailure?> Start(
        string dataDirectory,
        string? binariesFromEnvironment,
        CancellationToken cancellation
    )
    {
        if (!OperatingSystem.IsLinux())
        {
            return new EmbeddedPostgresFailure(
                EmbeddedPostgresFailureKind.SystemUnsuitable,
                "The embedded database needs Linux: give a connection string (ConnectionStrings__Postgres)."
            );
        }

        try
        {
            return Occupy(dataDirectory)
                ?? await Install(binariesFromEnvironment, cancellation)
                ?? await Prepare(cancellation)
                ?? await FirstStart(cancellation);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return new EmbeddedPostgresFailure(
                EmbeddedPostgresFailureKind.FolderUnusable,
                $"Cannot use data folder {dataDirectory}: {unusable.Message}"
            );
        }
    }

    /// <summary>Stops the server (SIGINT, then SIGQUIT after the bound) and gives the data folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync();
        if (_supervision is not null)
        {
            await _supervision;
        }

        _installation?.Log.Dispose();
        _lock?.Dispose();
        _stopping.Dispose();
    }

    private EmbeddedPostgresFailure? Occupy(string dataDirectory)
    {
        _folder = DataFolder.Open(dataDirectory);
        _lock = DataFolderLock.TryTake(_folder.LockFile);
        return _lock is not null
            ? null
            : new EmbeddedPostgresFailure(
                EmbeddedPostgresFailureKind.FolderInUse,
                $"Another host uses data folder {_folder.Root} (it holds {_folder.LockFile}): "
                    + "stop it, or choose another folder (--data-dir)."
            );
    }

    private async Task<EmbeddedPostgresFailure?> Install(
        string? binariesFromEnvironment,
        CancellationToken cancellation
    )
    {
        var candidates = PostgresBinaries.Candidates(options.Binaries, binariesFromEnvironment);
        var major = _folder.MajorVersion();
        if (await PostgresBinaries.Find(candidates, major, cancellation) is not { } binaries)
        {
            return new EmbeddedPostgresFailure(
                EmbeddedPostgresFailureKind.BinariesMissing,
                $"No PostgreSQL programs in {string.Join(", ", candidates)}: install PostgreSQL (Debian: apt-get install "
                    + "postgresql), set PG_BINDIR to a folder with postgres and initdb, or give a connection string "
                    + "(ConnectionStrings__Postgres)."
            );
        }

        if (major is not null && major != binaries.Major)
        {
            return new EmbeddedPostgresFailure(
                EmbeddedPostgresFailureKind.OtherMajorVersion,
                $"{_folder.Data} was made by PostgreSQL {major}, but {binaries.Folder} is version {binaries.Version}: "
                    + $"set PG_BINDIR to programs of version {major}, convert it with pg_upgrade, or choose another folder "
                    + "(--data-dir)."
            );
        }

        var (account, failure) = await PostgresAccount.Find(options.User, cancellation);
        if (account is null)
        {
            return failure;
        }

        _installation = new PostgresInstallation(
            binaries,
            account,
            new PostgresLog(_folder.LogFile, options.LogFileLimit)
        );
        _launcher = new PostgresLauncher(_folder, _installation, options, time, logger);
        return await account.CheckPassable(_folder.Root, cancellation)
            ?? await account.CheckPassable(binaries.Server, cancellation);
    }

    private async Task<EmbeddedPostgresFailure?> Prepare(CancellationToken cancellation)
    {
        if (!_installation!.Account.EndsWithHost)
        {
            logger.NoDeathSignal();
        }

        var isNew = _folder.MajorVersion() is null;
        var password = isNew
            ? KeyFile.ReadOrCreate(_folder.PasswordFile, () => RandomNumberGenerator.GetHexString(48, lowercase: true))
            : KeyFile.Read(_folder.PasswordFile);
        if (password.Text is null)
        {
            return new EmbeddedPostgresFailure(EmbeddedPostgresFailureKind.FolderUnusable, password.Fault!);
        }

        _password = password.Text;
        if (!isNew)
        {
            return await EndLeftOver(cancellation);
        }

        logger.Creating(_folder.Data);
        var creation = new DatabaseCreation(_folder, _installation.Binaries, _installation.Account, options.Durable);
        return await creation.Create(cancellation);
    }

    private Task<EmbeddedPostgresFailure?> EndLeftOver(CancellationToken cancellation) =>
        new LeftOverServer(_folder, options.LeftOverTimeout, time, logger).End(cancellation);

    private async Task<EmbeddedPostgresFailure?> FirstStart(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
        _port =
            options.Port != 0 ? options.Port : LoopbackPort.Remembered(_folder.PortFile) ?? LoopbackPort.Choose(random);
        var wait = s_firstWait;
        for (var attempt = 1; ; attempt++)
        {
            var launch = await _launcher.Launch(_port, ConnectionString, either.Token);
            if (launch.Process is { } process)
            {
                LoopbackPort.Remember(_folder.PortFile, _port);
                Announce(process);
                _supervision = Supervise(process);
                return null;
            }

            logger.StartFailed(attempt, launch.Fault!);
            if (attempt >= options.StartAttempts)
            {
                return new EmbeddedPostgresFailure(
                    EmbeddedPostgresFailureKind.StartFailed,
                    $"PostgreSQL does not start in {_folder.Data}: {launch.Fault} (see {_folder.LogFile})"
                );
            }

            if (launch.PortTaken && options.Port == 0)
            {
                _port = LoopbackPort.Choose(random);
                continue;
            }

            await Task.Delay(wait, time, either.Token);
            wait = Longer(wait, s_longestStartWait);
        }
    }

    private async Task<EmbeddedPostgresFailure?> Supervise(PostgresProcess first)
    {
        var process = first;
        try
        {
            while (true)
            {
                var exitCode = await process.Exited.WaitAsync(_stopping.Token);
                logger.Died(process.Id, exitCode);
                var (next, failure) = await Restart();
                if (next is null)
                {
                    logger.GivenUp(failure!.Message);
                    return failure;
                }

                process = next;
                Announce(process);
                Restarted?.Invoke(this, EventArgs.Empty);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await _launcher.Stop(process);
            logger.Stopped(process.Id);
            return null;
        }
    }

    private async Task<(PostgresProcess? Process, EmbeddedPostgresFailure? Failure)> Restart()
    {
        var wait = s_firstWait;
        for (var attempt = 1; ; attempt++)
        {
            var launch = await RestartOnce();
            if (launch.Process is not null)
            {
                return (launch.Process, null);
            }

            logger.StartFailed(attempt, launch.Fault!);
            if (attempt >= options.RestartAttempts)
            {
                return (null, new EmbeddedPostgresFailure(EmbeddedPostgresFailureKind.StartFailed, launch.Fault!));
            }

            await Task.Delay(wait, time, _stopping.Token);
            wait = Longer(wait, s_longestRestartWait);
        }
    }

    private async Task<PostgresLaunch> RestartOnce()
    {
        try
        {
            return await EndLeftOver(_stopping.Token) is { } running
                ? new PostgresLaunch(null, running.Message)
                : await _launcher.Launch(_port, ConnectionString, _stopping.Token);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return new PostgresLaunch(null, unusable.Message);
        }
    }

    private void Announce(PostgresProcess process)
    {
        ProcessId = process.Id;
        logger.Started(_installation!.Binaries.Version, _port, process.Id, _folder.Data);
    }

    private static TimeSpan Longer(TimeSpan wait, TimeSpan longest) => wait * 2 < longest ? wait * 2 : longest;
}
