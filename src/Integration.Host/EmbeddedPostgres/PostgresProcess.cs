using System.ComponentModel;
using System.Diagnostics;

namespace Integration.EmbeddedPostgres;

/// <summary>
/// One running server process. A thread of its own starts it and lives as long as it does, because the kernel sends
/// the death signal when the starting <i>thread</i> ends, not the process.
/// </summary>
internal sealed class PostgresProcess
{
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PostgresLog _log;

    private PostgresProcess(PostgresLog log) => _log = log;

    /// <summary>Its process id: <c>setsid</c> and <c>setpriv</c> replace themselves by the server.</summary>
    public int Id { get; private set; }

    /// <summary>Completes with the exit code when the process has ended, however it ended.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Starts the server; a program that cannot be started shows as an exit with code 127.</summary>
    public static async Task<PostgresProcess> Start(IReadOnlyList<string> command, PostgresLog log)
    {
        var process = new PostgresProcess(log);
        var thread = new Thread(() => process.Live(command)) { IsBackground = true, Name = "embedded-postgres" };
        thread.Start();
        process.Id = await process._started.Task;
        return process;
    }

    /// <summary>Sends a signal, unless it has ended.</summary>
    public void Send(UnixSignal signal)
    {
        if (Id > 0 && !_exited.Task.IsCompleted)
        {
            LibC.Send(Id, signal);
        }
    }

    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);

    /// <summary>Waits for its end; false when it has not come in time.</summary>
    public async Task<bool> WaitForExit(TimeSpan timeout, TimeProvider time)
    {
        using var cancel = new CancellationTokenSource();
        var first = await Task.WhenAny(Exited, Task.Delay(timeout, time, cancel.Token));
        await cancel.CancelAsync();
        return first == Exited;
    }

    private void Live(IReadOnlyList<string> command)
    {
        using var process = new Process { StartInfo = ToolRun.StartInfo(command) };
        // Not disposed of: the ends may come after this.
        var ends = new CountdownEvent(2);
        process.OutputDataReceived += (_, line) => Keep(line.Data, ends);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, ends);
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            _log.Append($"FATAL: {missing.Message}");
            _started.SetResult(0);
            _exited.SetResult(ToolRun.NotFound);
            return;
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _started.SetResult(process.Id);

        // Without a time-out it would also wait for the end of the output, which orphaned back ends keep open.
        while (!process.WaitForExit(int.MaxValue)) { }

        // Its last words say why; where nobody keeps the output open they are there at once.
        ends.Wait(s_lastWords);
        _exited.SetResult(process.ExitCode);
    }

    private void Keep(string? line, CountdownEvent ends)
    {
        if (line is null)
        {
            ends.Signal();
        }
        else
        {
            _log.Append(line);
        }
    }
}
