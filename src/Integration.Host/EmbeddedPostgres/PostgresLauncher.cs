using System.Globalization;

namespace Integration.EmbeddedPostgres;

/// <summary>Starts the server once and waits until it accepts a connection; stops it.</summary>
internal sealed class PostgresLauncher(
    DataFolder folder,
    PostgresInstallation installation,
    EmbeddedPostgresOptions options,
    TimeProvider time,
    ILogger logger
)
{
    private const int StatusLine = 7;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// One attempt. A server that is not ready within <see cref="EmbeddedPostgresOptions.StartTimeout"/>, or when
    /// <paramref name="cancellation"/> comes, is stopped before this returns.
    /// </summary>
    public async Task<PostgresLaunch> Launch(int port, string connectionString, CancellationToken cancellation)
    {
        installation.Log.Forget();
        var command =
            (IReadOnlyList<string>)
                [installation.Binaries.Server, .. ServerSettings.Arguments(options, folder.Data, port)];
        var process = await PostgresProcess.Start(installation.Account.Server(command), installation.Log);
        string? fault;
        try
        {
            fault = await WaitUntilReady(process, connectionString, cancellation);
        }
        catch
        {
            // Given up or failed in a way nobody foresaw: a server without an owner must not stay.
            await Stop(process);
            throw;
        }

        if (fault is null)
        {
            return new PostgresLaunch(process);
        }

        await Stop(process);
        return new PostgresLaunch(null, fault, installation.Log.SaysPortIsTaken());
    }

    /// <summary>Fast shutdown; an immediate one and at last SIGKILL when it takes too long.</summary>
    public async Task Stop(PostgresProcess process)
    {
        foreach (var signal in (UnixSignal[])[UnixSignal.Interrupt, UnixSignal.Quit, UnixSignal.Kill])
        {
            process.Send(signal);
            if (await process.WaitForExit(options.StopTimeout, time))
            {
                return;
            }

            logger.SlowStop(process.Id, options.StopTimeout, signal);
        }
    }

    private async Task<string?> WaitUntilReady(
        PostgresProcess process,
        string connectionString,
        CancellationToken cancellation
    )
    {
        var started = time.GetTimestamp();
        var fault = "it did not accept connections";
        while (time.GetElapsedTime(started) < options.StartTimeout)
        {
            if (process.Exited.IsCompleted)
            {
                return $"it ended with code {await process.Exited}: {installation.Log.Explanation()}";
            }

            if (SaysReady(process.Id))
            {
                if (await PostgresConnection.TryOpen(connectionString, cancellation) is not { } refused)
                {
                    return null;
                }

                fault = refused;
            }

            await Task.Delay(s_poll, time, cancellation);
        }

        return $"not ready within {options.StartTimeout}: {fault}";
    }

    /// <summary>
    /// The server writes its state into the eighth line of <c>postmaster.pid</c> (since PostgreSQL 10). Asking it there
    /// is cheaper than connections that are refused, and leaves no error in its log.
    /// </summary>
    private bool SaysReady(int processId)
    {
        try
        {
            var lines = File.ReadAllLines(folder.PostmasterFile);
            return lines.Length > StatusLine
                && lines[0] == processId.ToString(CultureInfo.InvariantCulture)
                && lines[StatusLine].StartsWith("ready", StringComparison.Ordinal);
        }
        catch (Exception notYet) when (notYet is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
