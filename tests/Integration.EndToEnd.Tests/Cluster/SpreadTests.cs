using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Hubs;

namespace Integration.Cluster;

/// <summary>Work is shared among silos, and each process tells its own figures.</summary>
[Collection(QuietCluster.Name)]
public sealed partial class SpreadTests(LocalCluster cluster)
{
    private const int Subscribers = 64;
    private const int Sources = 16;
    private static readonly string[] Silos = ["silo-1", "silo-2"];

    [Fact]
    public async Task SubscribersAndSources_AreSpread_OverBothSilos()
    {
        using var one = cluster.Api(1);
        using var two = cluster.Api(2);
        var type = cluster.NewId("spread").Replace('-', '_');
        var boxes = Enumerable.Range(0, Subscribers).Select(_ => cluster.Partner.At(cluster.NewId("box"))).ToArray();
        // One after the other and all through one gateway: nothing but the placement shares them out.
        foreach (var box in boxes)
        {
            await one.CreateSubscriber(box, $"\"event_types\":[\"{type}.*\"]");
        }

        for (var n = 0; n < Sources; n++)
        {
            var source = cluster.NewId("source");
            await one.CreateSource(source);
            await two.SendWebhook(source, $$"""{"type":"{{type}}.happened"}""");
        }

        foreach (var box in boxes)
        {
            await box.Receives(Sources);
        }

        // Chance misses these once in ten thousand runs.
        await Share("subscriber", Subscribers, least: 16);
        await Share("source", Sources, least: 1);
        foreach (var silo in Silos)
        {
            (await Metrics(silo)).Should().MatchRegex(Attempts(), "{0} pushes too", silo);
        }
    }

    [Theory]
    [InlineData("gateway-1", "integration_gateway_calls_lost_total")]
    [InlineData("gateway-2", "integration_gateway_calls_lost_total")]
    [InlineData("silo-1", "orleans_catalog_activation_created_total")]
    [InlineData("silo-2", "orleans_catalog_activation_created_total")]
    public async Task Metrics_OfEveryProcess_TellItsOwnFigures(string node, string figure) =>
        (await Metrics(node)).Should().Contain($"\n{figure}{{").And.Contain("\ndotnet_gc_collections_total{");

    private async Task Share(string grain, int all, int least)
    {
        var counts = new int[Silos.Length];
        await Eventually.Holds(
            async () =>
            {
                for (var n = 0; n < counts.Length; n++)
                {
                    counts[n] = Count(await Metrics(Silos[n]), grain);
                }

                return counts.Sum() >= all;
            },
            $"{all} activations of {grain}"
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"{grain}: {string.Join(" : ", counts)}");
        counts.Should().OnlyContain(count => count >= least, "each of two silos has its share of {0}", grain);
    }

    private async Task<string> Metrics(string node)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = cluster.UrlOf(node) };
        return await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
    }

    private static int Count(string metrics, string grain) =>
        Activations()
            .Matches(metrics)
            .Where(line => line.Groups["labels"].Value.Contains($"grain_type=\"{grain}\"", StringComparison.Ordinal))
            .Sum(line =>
                int.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture)
                * (line.Groups["what"].Value == "created" ? 1 : -1)
            );

    [GeneratedRegex(
        "(?m)^orleans_catalog_activation_(?<what>created|destroyed)_total\\{(?<labels>[^}]*)\\} (?<count>[0-9]+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Activations();

    [GeneratedRegex("(?m)^integration_delivery_attempts_total\\{[^}]*\\} [1-9]", RegexOptions.None, 1000)]
    private static partial Regex Attempts();
}
