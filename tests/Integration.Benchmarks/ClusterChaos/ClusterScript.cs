using System.Diagnostics;
using System.Globalization;
using Integration.Benchmarks.Hosts;
using Integration.EmbeddedPostgres;

namespace Integration.Benchmarks.ClusterChaos;

/// <summary>Runs <c>deploy/local-cluster.sh</c> with a data folder of its own, which is gone when this is disposed.</summary>
internal sealed class ClusterScript : IAsyncDisposable
{
    private readonly string _hostPath;
    private readonly string _folder;
    private readonly int _port;
    private readonly int _silos;
    private readonly int _gateways;
    private readonly string[] _settings;

    /// <summary>Prepares a cluster; nothing is started.</summary>
    /// <param name="hostPath"><c>Integration.Host.dll</c>.</param>
    /// <param name="folder">A new folder.</param>
    /// <param name="port">The first of 32 free ports.</param>
    /// <param name="silos">How many.</param>
    /// <param name="gateways">How many.</param>
    /// <param name="settings">Settings of every node as <c>key=value</c>.</param>
    public ClusterScript(
        string hostPath,
        string folder,
        int port,
        int silos = 2,
        int gateways = 2,
        IEnumerable<string>? settings = null
    )
    {
        _settings = [.. settings ?? []];
        _silos = silos;
        _gateways = gateways;
        _hostPath = hostPath;
        _folder = folder;
        _port = port;
        Directory.CreateDirectory(folder);
    }

    /// <summary>Addresses of the gateways.</summary>
    public IReadOnlyList<Uri> Gateways => [.. Enumerable.Range(1, _gateways).Select(Address)];

    /// <summary>The administrator key.</summary>
    public string Key => File.ReadAllText(Path.Combine(_folder, "admin.key")).Trim();

    /// <summary>The connection string of its database.</summary>
    public string ConnectionString =>
        PostgresConnection.To(_port, File.ReadAllText(Path.Combine(_folder, "postgres.password")).Trim());

    /// <summary>What the supervisors noted.</summary>
    public string SupervisorLog => File.ReadAllText(Path.Combine(_folder, "logs", "supervisor.log"));

    /// <summary>The process of a node, such as <c>silo-1</c>.</summary>
    public int ProcessOf(string node) =>
        int.Parse(File.ReadAllText(Path.Combine(_folder, "run", node + ".pid")), CultureInfo.InvariantCulture);

    /// <summary>Runs a command of the script.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public async Task Run(CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(HostFiles.Repository(), "deploy", "local-cluster.sh"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["INTEGRATION_CLUSTER_DIR"] = _folder;
        start.Environment["INTEGRATION_CLUSTER_PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["INTEGRATION_HOST_DLL"] = _hostPath;
        start.Environment["INTEGRATION_CLUSTER_OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        start.Environment["INTEGRATION_CLUSTER_SILOS"] = _silos.ToString(CultureInfo.InvariantCulture);
        start.Environment["INTEGRATION_CLUSTER_GATEWAYS"] = _gateways.ToString(CultureInfo.InvariantCulture);
        foreach (var setting in _settings)
        {
            var name = setting[..setting.IndexOf('=')];
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = setting[(name.Length + 1)..];
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)}: {await output}{await error}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Run(CancellationToken.None, "down", "--now");
        Directory.Delete(_folder, recursive: true);
    }

    private Uri Address(int gateway) => new($"http://127.0.0.1:{_port + gateway}");
}
