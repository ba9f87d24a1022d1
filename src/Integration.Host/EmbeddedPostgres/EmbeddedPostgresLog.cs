namespace Integration.EmbeddedPostgres;

/// <summary>What the operator reads about the private PostgreSQL in the host's log.</summary>
internal static partial class EmbeddedPostgresLog
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "PostgreSQL {Version} runs on port {Port} as process {ProcessId}, data in {Folder}"
    )]
    public static partial void Started(this ILogger logger, string version, int port, int processId, string folder);

    [LoggerMessage(2, LogLevel.Information, "Setting up a new database in {Folder}")]
    public static partial void Creating(this ILogger logger, string folder);

    [LoggerMessage(3, LogLevel.Warning, "PostgreSQL process {ProcessId} ended with code {ExitCode}; starting it again")]
    public static partial void Died(this ILogger logger, int processId, int exitCode);

    [LoggerMessage(4, LogLevel.Warning, "Start {Attempt} of PostgreSQL failed: {Fault}")]
    public static partial void StartFailed(this ILogger logger, int attempt, string fault);

    [LoggerMessage(
        5,
        LogLevel.Warning,
        "Ending PostgreSQL processes {ProcessIds} that an earlier host left over in {Folder}"
    )]
    public static partial void LeftOver(this ILogger logger, string processIds, string folder);

    [LoggerMessage(6, LogLevel.Warning, "PostgreSQL process {ProcessId} did not stop within {Wait} after {Signal}")]
    public static partial void SlowStop(this ILogger logger, int processId, TimeSpan wait, UnixSignal signal);

    [LoggerMessage(
        7,
        LogLevel.Warning,
        "setpriv (package util-linux) is missing: PostgreSQL will outlive a killed host until the next start ends it"
    )]
    public static partial void NoDeathSignal(this ILogger logger);

    [LoggerMessage(8, LogLevel.Error, "PostgreSQL is given up: {Fault}")]
    public static partial void GivenUp(this ILogger logger, string fault);

    [LoggerMessage(9, LogLevel.Information, "PostgreSQL process {ProcessId} stopped")]
    public static partial void Stopped(this ILogger logger, int processId);
}
