using System.Globalization;
using Integration.Benchmarks.ClusterChaos;

namespace Integration.Benchmarks.Hosts;

/// <summary>
/// One gateway and some silos as processes of their own. Eight sources, each with a subscriber of its own, so that there is work to
/// share; each event still goes to one subscriber.
/// </summary>
internal sealed class ClusterHub(ClusterScript script, int port, int silos) : IProgramUnderTest
{
    private const int Lines = 8;
    private int[] _silos = [];
    private int _gateway;
    private int _database;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{silos} silo{(silos == 1 ? "" : "s")}");

    public IReadOnlyList<int> Processes => _silos;

    public IReadOnlyList<int> Gateways => [_gateway];

    public IReadOnlyList<int> Database => [_database, .. ProcessFigures.Descendants(_database)];

    public int Port => port + 1;

    public IReadOnlyList<string> Paths => [.. Enumerable.Range(0, Lines).Select(line => $"/in/{SourceOf(line)}")];

    public async Task Start(string subscriberUrl, CancellationToken ct)
    {
        await script.Run(ct, "up");
        var hub = new HubConfiguration(script.Gateways[0], script.Key);
        for (var line = 0; line < Lines; line++)
        {
            await hub.CreateSource(SourceOf(line), ct);
            await hub.CreateSubscriber(
                string.Create(CultureInfo.InvariantCulture, $"partner-{line}"),
                subscriberUrl,
                concurrency: 64,
                SourceOf(line),
                ct
            );
        }

        _silos = [.. Enumerable.Range(1, silos).Select(n => script.ProcessOf($"silo-{n}"))];
        _gateway = script.ProcessOf("gateway-1");
        _database = script.ProcessOf("postgres");
    }

    public ValueTask DisposeAsync() => script.DisposeAsync();

    private static string SourceOf(int line) => string.Create(CultureInfo.InvariantCulture, $"bench-{line}");
}
