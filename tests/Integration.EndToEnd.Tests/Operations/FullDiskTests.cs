using System.Net;
using Integration.Hubs;
using Integration.Partners;

namespace Integration.Operations;

/// <summary>A disk that fills up under load: senders are refused, nobody is forgotten, and room is all it takes to go on.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int Megabyte = 1 << 20;
    private const int Reserve = 100 * Megabyte;
    private readonly HubProcess _hub = HubProcess.Create();
    private SmallDisk? _disk;
    private Partner _partner = null!;
    private SteadyLoad? _load;

    public async ValueTask InitializeAsync()
    {
        _partner = await Partner.Start();
        _disk = await SmallDisk.TryMount(_hub.Folder, 400);
        _hub.Settings["Integration:DiskSpace:Interval"] = "00:00:00.200";
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(_hub.Log);
        }

        if (_load is not null)
        {
            await _load.DisposeAsync();
        }

        if (_disk is not null)
        {
            await _hub.KillIfRunning();
            await _disk.DisposeAsync();
        }

        await _hub.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Fact]
    public async Task Disk_NearlyFull_RefusesEventsDeliversOnAndOpensAgain()
    {
        _hub.Settings["Integration:DiskSpace:Reserve"] = $"{Reserve}";
        _hub.Settings["Integration:DiskSpace:Hysteresis"] = $"{20 * Megabyte}";
        var (load, quick, away) = await StartUnderLoad();
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);

        _disk!.FillUpTo(Reserve - Megabyte);
        await Eventually.Holds(() => load.Refused.Count > 0, "events to be refused");
        var owed = load.Acknowledged;
        away.Answering(200);

        await Arrive(owed, away);
        await Arrive(owed, quick);
        await api.Read("/api/v1/events?limit=200");
        (await api.Get("/health/ready")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await api.Get("/health/live")).Status.Should().Be(HttpStatusCode.OK);
        (await api.Patch("/api/v1/subscribers/quick", """{"concurrency":4}""")).Status.Should().Be(HttpStatusCode.OK);
        load.Refused.Should().AllSatisfy(IsStorageFull);
        var closed = load.Acknowledged.Count;
        await Eventually.Holds(() => load.Refused.Count > 100, "more to be refused");
        load.Acknowledged.Count.Should().Be(closed, "nothing is taken in while the reserve is touched");

        _disk.Clear();
        await load.GoesOn();
        await load.Stop();
        await Arrive(load.Acknowledged, quick);
        _hub.Log.Should().Contain("events are refused with 503").And.Contain("events are taken in again");
    }

    [Fact]
    public async Task Disk_WithoutAByteLeft_LosesNothingAcknowledgedAndComesBackByItself()
    {
        _hub.Settings["Integration:DiskSpace:Reserve"] = $"{Megabyte}";
        _hub.Settings["Integration:DiskSpace:Hysteresis"] = "0";
        _hub.Settings["Integration:DiskSpace:Interval"] = "00:01:00";
        var (load, quick, away) = await StartUnderLoad();

        _disk!.FillUpTo(0);
        await Eventually.Holds(() => load.Refused.Count > 0, "events to be refused");
        load.Refused.Should()
            .AllSatisfy(answer =>
            {
                answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable, answer.Text);
                answer.Headers.RetryAfter.Should().NotBeNull();
            });

        _disk.Clear();
        away.Answering(200);
        await load.GoesOn();
        await load.Stop();
        await Arrive(load.Acknowledged, quick);
        await Arrive(load.Acknowledged, away);
    }

    private async Task<(SteadyLoad Load, Mailbox Quick, Mailbox Away)> StartUnderLoad()
    {
        Assert.SkipWhen(_disk is null, "Only a user who may mount a file system can make a small one.");
        await _hub.Start();
        var key = _hub.AdministratorKey;
        using var api = new HubApi(_hub.Url, key);
        await api.CreateSource("source");
        var quick = _partner.At("quick");
        var away = _partner.At("away").Answering(503);
        await api.CreateSubscriber(quick, "\"event_types\":[\"*\"],\"concurrency\":8");
        var steps = string.Join(',', Enumerable.Repeat("\"1s\"", 50));
        await api.CreateSubscriber(
            away,
            $"\"event_types\":[\"*\"],\"concurrency\":8,\"retry\":{{\"schedule\":[{steps}]}}"
        );
        _load = SteadyLoad.Start(() => new HubApi(_hub.Url, key));
        await _load.GoesOn();
        return (_load, quick, away);
    }

    private static void IsStorageFull(HubAnswer answer)
    {
        answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable, answer.Text);
        answer.Problem.Should().Be("storage-full");
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(30));
    }

    private static Task Arrive(IReadOnlyList<string> events, Mailbox box) =>
        Eventually.Holds(
            () => !events.Except(box.Letters.Select(letter => letter.Id)).Any(),
            $"what was acknowledged to arrive at {box.Url}"
        );
}
