using System.Diagnostics;
using System.Globalization;
using System.Net;
using Integration.Hubs;
using Integration.Operations;
using Integration.Partners;

namespace Integration.Cluster;

/// <summary>PostgreSQL, two silos and two gateways as processes, run by <c>deploy/local-cluster.sh</c>, and a partner to push to.</summary>
public sealed class LocalCluster : IAsyncLifetime
{
    private const int PortTaken = 64;
    private const int FirstPort = 21_000;
    private const int Ports = 32;
    private const int Blocks = 300;
    private static readonly string[] ErrorMarks =
    [
        "\"LogLevel\":\"Error\"",
        "\"LogLevel\":\"Critical\"",
        "FATAL:",
        "PANIC:",
    ];
    private static readonly string[] Gateways = ["gateway-1", "gateway-2"];
    private readonly string _folder = Directory.CreateTempSubdirectory("integration-cluster-").FullName;
    private readonly Random _random = new();
    private int _ids;

    internal Partner Partner { get; private set; } = null!;

    /// <summary>The first of its ports.</summary>
    internal int Port { get; private set; }

    internal string Key => File.ReadAllText(Path.Combine(_folder, "admin.key")).Trim();

    /// <summary>What the supervisors noted: who ended with which code.</summary>
    internal string SupervisorLog => File.ReadAllText(Path.Combine(_folder, "logs", "supervisor.log"));

    /// <summary>The last errors that each node logged.</summary>
    internal IEnumerable<string> Errors =>
        from log in Directory.EnumerateFiles(Path.Combine(_folder, "logs"), "*.log")
        from line in File.ReadLines(log)
            .Where(line => ErrorMarks.Any(mark => line.Contains(mark, StringComparison.Ordinal)))
            .TakeLast(5)
        select $"{Path.GetFileName(log)}: {line[..Math.Min(line.Length, 2_000)]}";

    public async ValueTask InitializeAsync()
    {
        // PostgreSQL's own user must be able to pass.
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("755", 8));
        Partner = await Partner.Start();
        await UpOnOtherPorts();
    }

    public async ValueTask DisposeAsync()
    {
        await Command("down", "--now");
        await Partner.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal HubApi Api(int gateway) => new(UrlOf($"gateway-{gateway}"), Key);

    internal Uri UrlOf(string node)
    {
        var number = int.Parse(node.Split('-')[1], CultureInfo.InvariantCulture);
        return new Uri(
            $"http://127.0.0.1:{Port + number + (node.StartsWith("silo", StringComparison.Ordinal) ? 8 : 0)}"
        );
    }

    /// <summary>Starts everything on ports that it did not have before.</summary>
    internal async Task UpOnOtherPorts()
    {
        for (var tries = 0; tries < 10; tries++)
        {
            Port = FirstPort + (_random.Next(Blocks) * Ports);
            var (code, output) = await Command("up");
            if (code == 0)
            {
                return;
            }

            if (code != PortTaken)
            {
                throw new InvalidOperationException($"The cluster did not start ({code}):\n{output}");
            }
        }

        throw new InvalidOperationException("No free block of ports was found.");
    }

    /// <summary>Runs a command of the script that must succeed.</summary>
    internal async Task Run(params string[] arguments)
    {
        var (code, output) = await Command(arguments);
        code.Should().Be(0, output);
    }

    /// <summary>Waits until a node whose process was another before is ready again.</summary>
    internal async Task StartedAgain(string node, int before) =>
        await Eventually.Holds(
            async () => ProcessOf(node) is { } now && now != before && await IsReady(node),
            $"{node} to be ready again"
        );

    internal int? ProcessOf(string node)
    {
        var file = Path.Combine(_folder, "run", node + ".pid");
        return
            File.Exists(file)
            && int.TryParse(
                File.ReadAllText(file),
                NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture,
                out var id
            )
            ? id
            : null;
    }

    /// <summary>Waits until both gateways say that a request would succeed.</summary>
    internal async Task GatewaysReady() =>
        await Eventually.Holds(
            async () => await IsReady(Gateways[0]) && await IsReady(Gateways[1]),
            "both gateways to be ready"
        );

    internal async Task<bool> IsReady(string node)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = UrlOf(node) };
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

    /// <summary>An id that no other test uses.</summary>
    internal string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _ids)}";

    private async Task<(int Code, string Output)> Command(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Folder, "deploy", "local-cluster.sh"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["INTEGRATION_CLUSTER_DIR"] = _folder;
        start.Environment["INTEGRATION_CLUSTER_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["INTEGRATION_HOST_DLL"] = Repository.Host;
        // After everything was killed at once, the next start waits for three of them; the default is 5 s.
        start.Environment["Integration__Cluster__Heartbeat"] = "00:00:02";
        start.Environment["INTEGRATION_CLUSTER_OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output + await error);
    }
}
