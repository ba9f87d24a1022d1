using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Integration.EmbeddedPostgres;
using Integration.Operations;
using Integration.Sandbox;

namespace Integration.Hubs;

/// <summary>The product as a user runs it: a process of its own, role all, with its files in a folder of its own.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = [];
    private readonly string _role;
    private Process? _process;

    private HubProcess(string folder, int port, string? connectionString, string role)
    {
        _role = role;
        Folder = folder;
        ConnectionString = connectionString;
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Where its keys and its embedded database lie.</summary>
    public string Folder { get; }

    /// <summary>The database it is told to use; null for its own.</summary>
    public string? ConnectionString { get; }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Everything it wrote.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>The build that runs; default the one under test.</summary>
    public string Program { get; set; } = Repository.Host;

    /// <summary>Whether its process is there.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Further settings, given at each start.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>A file of the only certificates it trusts; null for the system's.</summary>
    public string? TrustedCertificates { get; set; }

    /// <summary>Its administrator key, as the file says.</summary>
    public string AdministratorKey => File.ReadAllText(Path.Combine(Folder, "admin.key")).Trim();

    /// <summary>The connection string of its embedded database.</summary>
    public string DatabaseOfItsOwn =>
        PostgresConnection.To(
            int.Parse(File.ReadAllText(DataFolder.Open(Folder).PortFile), CultureInfo.InvariantCulture),
            File.ReadAllText(DataFolder.Open(Folder).PasswordFile).Trim()
        );

    /// <summary>A hub that is not started yet.</summary>
    public static HubProcess Create(string? connectionString = null, string role = "all")
    {
        var folder = Directory.CreateTempSubdirectory("integration-hub-").FullName;
        // PostgreSQL's own user must be able to pass.
        File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        return new HubProcess(folder, SandboxProcess.FreePort(), connectionString, role);
    }

    /// <summary>Starts it and waits until a request would succeed.</summary>
    public async Task Start()
    {
        Launch();
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Url };
        await Eventually.Holds(
            async () =>
            {
                if (_process!.HasExited)
                {
                    throw new InvalidOperationException($"The hub ended with {_process.ExitCode}:\n{Log}");
                }

                return await IsReady(http);
            },
            "the hub to be ready"
        );
    }

    /// <summary>Ends it as a supervisor does; returns the exit code.</summary>
    public async Task<int> Stop()
    {
        LibC.Send(_process!.Id, UnixSignal.Terminate);
        return await Ended();
    }

    /// <summary>Waits until it has ended by itself; returns the exit code.</summary>
    public async Task<int> Ended()
    {
        await _process!.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it and its database at once, without a chance to tidy up.</summary>
    public async Task Kill()
    {
        // The database first, so that it cannot be stopped in order by anybody.
        foreach (var postgres in DatabaseProcesses())
        {
            LibC.Send(postgres, UnixSignal.Kill);
        }

        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>As <see cref="Kill"/>, where there is something to kill.</summary>
    public async Task KillIfRunning()
    {
        if (IsRunning)
        {
            await Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillIfRunning();
        _process?.Dispose();
        await Eventually.Holds(() => DatabaseProcesses().Count == 0, "the embedded database to be gone");
        Directory.Delete(Folder, recursive: true);
    }

    private IReadOnlyList<int> DatabaseProcesses() => PostgresProcesses.In(DataFolder.Open(Folder).Data);

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Program,
            .. (string[])["--role", _role, "--data-dir", Folder, "--urls", Url.ToString().TrimEnd('/')],
            .. Settings.SelectMany(setting => (string[])["--set", $"{setting.Key}={setting.Value}"]),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        if (ConnectionString is not null)
        {
            start.Environment["ConnectionStrings__Postgres"] = ConnectionString;
        }

        if (TrustedCertificates is not null)
        {
            start.Environment["SSL_CERT_FILE"] = TrustedCertificates;
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
