using Integration.Databases;
using Integration.Delivery;
using Integration.Enrichment;
using Integration.Shops;
using Integration.Sync;
using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Alerts;

public sealed class WorkerStartTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(StorageFixture.Now);
    private readonly HubDatabase _away = new("Host=127.0.0.1;Port=1;Timeout=1");
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly WorkerBeats _beats;

    public WorkerStartTests()
    {
        _beats = new WorkerBeats(_time);
        _grains.GetGrain<ISweeperGrain>(ISweeperGrain.Key).Returns(static _ => throw new TimeoutException());
    }

    public ValueTask DisposeAsync() => _away.DisposeAsync();

    [Theory]
    [InlineData("sweeper")]
    [InlineData("enrichment")]
    [InlineData("sync")]
    public async Task Worker_WhoseRoundsAllFail_IsMissed(string worker)
    {
        var ct = TestContext.Current.CancellationToken;
        using var service = Service(worker);
        await service.StartAsync(ct);
        await AlertStage.Until(() => Task.FromResult(_beats.Read().Any()), "the worker's start");

        _time.Advance(TimeSpan.FromMinutes(5));

        _beats.Read().Should().Equal((worker, false));
        await service.StopAsync(ct);
    }

    private BackgroundService Service(string worker) =>
        worker switch
        {
            "sweeper" => new SweepService(
                _grains,
                new DeliveryOptions(),
                _beats,
                _time,
                NullLogger<SweepService>.Instance
            ),
            "enrichment" => new EnrichmentSweepService(
                new EnrichmentTaskTable(_away, new EnrichmentOptions()),
                new EnrichmentOptions(),
                _grains,
                _beats,
                new DatabaseClock(_time),
                _time,
                NullLogger<EnrichmentSweepService>.Instance
            ),
            _ => new SyncSweepService(
                new SyncDueTable(_away),
                new SyncHintTable(_away),
                new ShopTable(_away),
                new ShopOptions(),
                _beats,
                _grains,
                new DatabaseClock(_time),
                _time,
                NullLogger<SyncSweepService>.Instance
            ),
        };
}
