using System.Diagnostics;
using System.Globalization;
using System.Net;
using Integration.Hubs;

namespace Integration.Cluster;

/// <summary>What a cluster promises while its processes are killed, hung and stopped: real processes, real signals.</summary>
public sealed class LocalClusterTests(LocalCluster cluster) : IClassFixture<LocalCluster>, IDisposable
{
    private static readonly int Changes = LongRun.Or(100, 1_000);

    /// <summary>What a failed test leaves behind: the cluster's folder goes away with its class.</summary>
    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var error in cluster.Errors)
            {
                Tell($"{error}");
            }
        }
    }

    [Fact]
    public async Task Change_ThroughOneGateway_HoldsForTheNextEventThroughTheOther()
    {
        using var one = cluster.Api(1);
        using var two = cluster.Api(2);
        var source = cluster.NewId("source");
        var box = cluster.Partner.At(cluster.NewId("box"));
        var subscriber = $"/api/v1/subscribers/{box.Name}";
        await ClusterLoad.Made(() => one.CreateSource(source));
        await ClusterLoad.Made(() => one.CreateSubscriber(box, "\"event_types\":[\"nothing\"]", source));
        var wrong = new List<string>();
        for (var n = 0; n < Changes; n++)
        {
            // By turns: it wants this event, or another one. (Switching it off would also cancel what is on its way.)
            var wanted = n % 2 == 0;
            var (here, there) = n % 4 < 2 ? (one, two) : (two, one);
            var patch = $$"""{"event_types":["{{(wanted ? "c" : "other")}}{{n}}.*"]}""";
            (await here.Patch(subscriber, patch)).Status.Should().Be(HttpStatusCode.OK);

            var sent = await there.SendWebhook(source, $$"""{"type":"c{{n}}.happened"}""");

            sent.Status.Should().Be(HttpStatusCode.Accepted, sent.Text);
            var deliveries = await there.Read($"/api/v1/events/{sent.Json["event_id"]}/deliveries");
            if (deliveries["data"]!.AsArray().Count != (wanted ? 1 : 0))
            {
                wrong.Add($"{n}: {deliveries.ToJsonString()}");
            }
        }

        wrong.Should().BeEmpty();
        await box.Receives(Changes / 2);
    }

    [Fact]
    public async Task Subscribers_AreSpread_OverBothSilos()
    {
        await using var load = await ClusterLoad.Start(cluster, 1, 2);
        await load.Stop();
        await load.EverythingArrived();

        foreach (var silo in (string[])["silo-1", "silo-2"])
        {
            using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = cluster.UrlOf(silo) };
            var metrics = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
            metrics
                .Should()
                .MatchRegex("(?m)^integration_[a-z_]*attempts?[a-z_]*\\{.*\\} [1-9]", "{0} pushes too", silo);
        }
    }

    [Fact]
    public async Task Silo_KilledUnderLoad_LosesNothingAcknowledged()
    {
        await using var load = await ClusterLoad.Start(cluster, 1, 2);
        var before = cluster.ProcessOf("silo-1")!.Value;

        await cluster.Run("kill", "silo-1");
        await GoesOn(load, "after kill -9 of a silo");
        await cluster.StartedAgain("silo-1", before);
        await load.Stop();

        Tell(
            $"{load.Acknowledged} acknowledged, {load.Failures.Count} failed, {await load.EverythingArrived()} repeated"
        );
        load.Failures.Should().OnlyContain(failure => failure.StartsWith("503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silo_TerminatedUnderLoad_FailsNoRequest()
    {
        await using var load = await ClusterLoad.Start(cluster, 1, 2);
        var steps = new List<string>();
        foreach (var silo in LongRun.Wanted ? (string[])["silo-1", "silo-2"] : ["silo-1"])
        {
            var before = cluster.ProcessOf(silo)!.Value;
            steps.Add($"{TimeProvider.System.GetUtcNow():HH:mm:ss} SIGTERM of {silo}");
            await cluster.Run("term", silo);
            await cluster.StartedAgain(silo, before);
            steps.Add($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {silo} is back");
            await load.GoesOn();
            cluster.SupervisorLog.Should().MatchRegex($"{silo} ended with 0 ");
        }

        await load.Stop();

        load.Failures.Should().BeEmpty();
        (await load.Repeated()).Should().BeEmpty("attempts end before their silo does; {0}", string.Join(", ", steps));
    }

    [Fact]
    public async Task Silo_HungUnderLoad_IsReplacedAndEndsItself()
    {
        await using var load = await ClusterLoad.Start(cluster, 1, 2);
        var before = cluster.ProcessOf("silo-2")!.Value;
        var ended = Count("silo-2 ended with 75");

        await cluster.Run("hang", "silo-2", LongRun.Wanted ? "20" : "15");
        await GoesOn(load, "after SIGSTOP of a silo");
        await Eventually.Holds(() => Count("silo-2 ended with 75") == ended + 1, "the woken silo to end itself");
        await cluster.StartedAgain("silo-2", before);
        await load.Stop();

        Tell(
            $"{load.Acknowledged} acknowledged, {load.Failures.Count} failed, {await load.EverythingArrived()} repeated"
        );
    }

    [Fact]
    public async Task Gateway_Terminated_LeavesBeforeItShutsItsDoor()
    {
        var before = cluster.ProcessOf("gateway-1")!.Value;
        using var leaving = cluster.Api(1);
        var source = cluster.NewId("source");
        await ClusterLoad.Made(() => leaving.CreateSource(source));

        await cluster.Run("term", "gateway-1");
        await Eventually.Holds(
            async () => (await leaving.Get("/health/ready")).Status == HttpStatusCode.ServiceUnavailable,
            "the gateway to say that it leaves"
        );
        var last = await leaving.SendWebhook(source, """{"type":"a.b"}""");

        last.Status.Should().Be(HttpStatusCode.Accepted, last.Text);
        last.Headers.ConnectionClose.Should().BeTrue();
        await cluster.StartedAgain("gateway-1", before);
    }

    [Fact]
    public async Task Gateway_KilledUnderLoad_TheOtherGoesOn()
    {
        await using var both = await ClusterLoad.Start(cluster, 1, 2);
        await using var other = await ClusterLoad.Start(cluster, 2);
        var before = cluster.ProcessOf("gateway-1")!.Value;

        await cluster.Run("kill", "gateway-1");
        await other.GoesOn();
        await cluster.StartedAgain("gateway-1", before);
        await both.GoesOn();
        await both.Stop();
        await other.Stop();

        other.Failures.Should().BeEmpty();
        await both.EverythingArrived();
        await other.EverythingArrived();
    }

    [Fact]
    public async Task Database_KilledUnderLoad_LosesNothingAcknowledged()
    {
        await using var load = await ClusterLoad.Start(cluster, 1, 2);

        await cluster.Run("kill", "postgres");
        await GoesOn(load, "after kill -9 of the database");
        await load.Stop();

        Tell(
            $"{load.Acknowledged} acknowledged, {load.Failures.Count} failed, {await load.EverythingArrived()} repeated"
        );
        load.Failures.Should().OnlyContain(failure => failure.StartsWith("503", StringComparison.Ordinal));
        await cluster.GatewaysReady();
    }

    [Fact]
    public async Task Everything_KilledAtOnce_ComesBackOnOtherPorts()
    {
        await using var load = await ClusterLoad.Start(cluster, 1, 2);
        await cluster.Run("down", "--now");
        await load.Stop();

        var killed = Stopwatch.GetTimestamp();
        await cluster.UpOnOtherPorts();
        await cluster.GatewaysReady();
        Tell($"Back {Stopwatch.GetElapsedTime(killed).TotalSeconds:F1} s after everything was killed.");

        await load.EverythingArrived();
        await using var next = await ClusterLoad.Start(cluster, 1, 2);
        await next.Stop();
        next.Failures.Should().BeEmpty();
        await next.EverythingArrived();
    }

    private static async Task GoesOn(ClusterLoad load, string after)
    {
        var from = Stopwatch.GetTimestamp();
        await load.GoesOn();
        Tell($"A hundred more events were taken within {Stopwatch.GetElapsedTime(from).TotalSeconds:F1} s {after}.");
    }

    private int Count(string line) =>
        cluster.SupervisorLog.Split('\n').Count(one => one.Contains(line, StringComparison.Ordinal));

    private static void Tell(FormattableString what) =>
        TestContext.Current.TestOutputHelper!.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
