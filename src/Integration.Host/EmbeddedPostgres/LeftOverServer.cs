using System.Globalization;

namespace Integration.EmbeddedPostgres;

/// <summary>Ends what an earlier host, or a server that was killed, left running in the data folder.</summary>
internal sealed class LeftOverServer(DataFolder folder, TimeSpan timeout, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Fast shutdown, then an immediate one, then SIGKILL, each with the same bounded wait. Returns what still runs, or
    /// null.
    /// </summary>
    public async Task<EmbeddedPostgresFailure?> End(CancellationToken cancellation)
    {
        var running = PostgresProcesses.In(folder.Data);
        if (running.Count > 0)
        {
            logger.LeftOver(string.Join(", ", running), folder.Data);
        }

        foreach (var signal in (UnixSignal[])[UnixSignal.Interrupt, UnixSignal.Quit, UnixSignal.Kill])
        {
            Send(running, signal);
            running = await Wait(running, cancellation);
            if (running.Count == 0)
            {
                // Nobody works in the folder any more and we hold its lock: a file that stayed names a dead process,
                // whose number may by now be another's, and PostgreSQL would refuse to start because of it.
                File.Delete(folder.PostmasterFile);
                return null;
            }
        }

        return new EmbeddedPostgresFailure(
            EmbeddedPostgresFailureKind.FolderInUse,
            $"PostgreSQL processes {string.Join(", ", running)} still use {folder.Data} and cannot be ended."
        );
    }

    private void Send(IReadOnlyList<int> running, UnixSignal signal)
    {
        // SIGINT to a back end only cancels its query: the shutdown goes to the server. Without one, its back ends
        // notice and end by themselves.
        var server = ServerId();
        foreach (var id in running.Where(id => signal != UnixSignal.Interrupt || id == server))
        {
            // Asked again right before the signal: the number may have been given to another process meanwhile.
            if (PostgresProcesses.IsOf(id, folder.Data))
            {
                LibC.Send(id, signal);
            }
        }
    }

    private int ServerId()
    {
        try
        {
            return int.Parse(File.ReadLines(folder.PostmasterFile).First(), CultureInfo.InvariantCulture);
        }
        catch (Exception unreadable) when (unreadable is IOException or FormatException or InvalidOperationException)
        {
            return 0;
        }
    }

    private async Task<IReadOnlyList<int>> Wait(IReadOnlyList<int> running, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (running.Count > 0 && time.GetElapsedTime(started) < timeout)
        {
            await Task.Delay(s_poll, time, cancellation);
            running = PostgresProcesses.In(folder.Data);
        }

        return running;
    }
}
