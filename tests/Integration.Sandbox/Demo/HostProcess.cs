using System.Diagnostics;

namespace Integration.Sandbox.Demo;

/// <summary>
/// The hub as a child process. It has a session of its own, so that Ctrl-C reaches the sandbox alone and things end in
/// their order; the kernel asks it to end when the sandbox is killed. Its output goes straight into a file: it must be
/// able to write when the sandbox is gone.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    // Redirects, then becomes the program: the process id stays the same all the way.
    private const string Redirect = """log=$1; shift; exec "$@" >>"$log" 2>&1 </dev/null""";
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DemoOptions _options;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly TimeProvider _time;

    private HostProcess(DemoOptions options, IReadOnlyDictionary<string, string> settings, TimeProvider time)
    {
        _options = options;
        _settings = settings;
        _time = time;
        Log = new HostLog(options.LogFile);
    }

    /// <summary>What it writes.</summary>
    public HostLog Log { get; }

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> Exited => _exit.Task;

    /// <summary>Starts the hub.</summary>
    /// <param name="options">Its program, folder and addresses.</param>
    /// <param name="settings">Settings beside its defaults, by their full names.</param>
    /// <param name="time">The time.</param>
    public static async Task<HostProcess> Start(
        DemoOptions options,
        IReadOnlyDictionary<string, string> settings,
        TimeProvider time
    )
    {
        MakeFolder(options.DataDirectory);
        var host = new HostProcess(options, settings, time);
        // The kernel's signal comes when the *thread* that started the child ends: this one lives as long as the child.
        new Thread(host.Keep) { IsBackground = true, Name = "hub" }.Start();
        await host._started.Task;
        return host;
    }

    /// <summary>Asks it to end and waits until it has; kills it where it does not end.</summary>
    public async ValueTask DisposeAsync()
    {
        var id = await _started.Task;
        if (_exit.Task.IsCompleted)
        {
            return;
        }

        LibC.AskToEnd(id);
        try
        {
            await _exit.Task.WaitAsync(DrainTimeout, _time);
        }
        catch (TimeoutException)
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
            await _exit.Task;
        }
    }

    private void Keep()
    {
        try
        {
            using var process = Process.Start(StartInfo())!;
            _started.SetResult(process.Id);
            process.WaitForExit();
            _exit.SetResult(process.ExitCode);
        }
        catch (Exception fault)
        {
            _started.TrySetException(fault);
            _exit.TrySetException(fault);
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo("/bin/sh");
        string[] all =
        [
            "-c",
            Redirect,
            "sh",
            _options.LogFile,
            .. Wrapper("setsid"),
            .. Wrapper("setpriv", "--pdeathsig", "TERM"),
            DotNet(),
            _options.HostDll,
            "--role",
            "all",
            "--data-dir",
            _options.DataDirectory,
            "--urls",
            _options.Urls.Text,
            .. _settings.SelectMany(one => (string[])["--set", $"{one.Key}={one.Value}"]),
        ];
        Array.ForEach(all, start.ArgumentList.Add);
        return start;
    }

    // Both are part of util-linux. Without them the hub still ends with the sandbox, but not when that is killed.
    private static string[] Wrapper(string program, params string[] arguments)
    {
        foreach (var folder in (string[])["/usr/bin", "/bin"])
        {
            // BusyBox knows neither option.
            var path = Path.Combine(folder, program);
            if (File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name != "busybox")
            {
                return [path, .. arguments];
            }
        }

        return [];
    }

    private static string DotNet() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    // As the hub makes it: root's PostgreSQL runs as another user, who must pass through.
    private static void MakeFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(
                path,
                UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.UserExecute
                    | (
                        Environment.IsPrivilegedProcess
                            ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
                            : UnixFileMode.None
                    )
            );
        }
    }
}
