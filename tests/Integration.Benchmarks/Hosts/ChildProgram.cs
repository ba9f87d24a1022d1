using System.Diagnostics;
using Integration.EmbeddedPostgres;

namespace Integration.Benchmarks.Hosts;

/// <summary>A .NET program that runs as a child with a data folder of its own; both are gone when this is disposed.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);
    private readonly string[] _command;
    private readonly string _log;
    private Process? _process;

    /// <summary>Prepares a program; nothing is started.</summary>
    /// <param name="dataFolder">Its folder, made here.</param>
    /// <param name="command">Arguments of <c>dotnet</c>.</param>
    public ChildProgram(string dataFolder, params string[] command)
    {
        DataFolder = dataFolder;
        _command = command;
        _log = Path.Combine(dataFolder, "program.log");
        Directory.CreateDirectory(dataFolder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    /// <summary>Its folder.</summary>
    public string DataFolder { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process?.Id ?? throw new InvalidOperationException("Not started.");

    /// <summary>Starts it, or starts it again.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && IsMuxer(path) ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Array.ForEach(_command, start.ArgumentList.Add);
        _process = Process.Start(start)!;
        _ = Copy(_process.StandardOutput);
        _ = Copy(_process.StandardError);
    }

    /// <summary>Waits until it answers a request with success.</summary>
    /// <exception cref="InvalidOperationException">It ended; the message holds what it last said.</exception>
    public async Task WaitUntilReady(Uri health, CancellationToken ct)
    {
        using var http = new HttpClient();
        while (!await Answers(http, health, ct))
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"The program ended ({_process.ExitCode}):\n{LastWords()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }
    }

    /// <summary><c>kill -9</c> of the program and everything below it, the database first.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false } process)
        {
            // Descendants first: the database would shut down in order if it heard of its parent's death.
            foreach (var id in ProcessFigures.Descendants(process.Id).Append(process.Id))
            {
                LibC.Send(id, UnixSignal.Kill);
            }

            process.WaitForExit(StopTimeout);
        }
    }

    /// <summary>SIGTERM, and SIGKILL when that takes too long; then its folder is removed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            LibC.Send(process.Id, (UnixSignal)SigTerm);
            using var timeout = new CancellationTokenSource(StopTimeout);
            try
            {
                await process.WaitForExitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
            }
        }

        _process?.Dispose();
        _process = null;
        Directory.Delete(DataFolder, recursive: true);
    }

    /// <summary>The end of what it wrote.</summary>
    public string LastWords()
    {
        lock (_log)
        {
            return File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "";
        }
    }

    private static bool IsMuxer(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";

    private static async Task<bool> Answers(HttpClient http, Uri health, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(health, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task Copy(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                File.AppendAllText(_log, line + "\n");
            }
        }
    }
}
