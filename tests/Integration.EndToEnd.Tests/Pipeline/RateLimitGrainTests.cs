using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Rates;

namespace Integration.Pipeline;

/// <summary>The grain in a silo, and what it stores.</summary>
public sealed class RateLimitGrainTests : IAsyncLifetime
{
    private const string Account = "account";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private LivePlatform _platform = null!;
    private RatedCluster _cluster = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SharedGrainStorage Storage => _cluster.Storage;

    public async ValueTask InitializeAsync()
    {
        _platform = await LivePlatform.Start(new() { Products = 1 });
        _cluster = await RatedCluster.Start(_platform, static _ => { }, silos: 1);
    }

    [Fact]
    public async Task Cut_IsStored_AndPermitsWaitForNoStorage()
    {
        var grain = _cluster.Grain("taobao/account");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Storage.Gate = gate.Task;
        var before = await Reserve(grain);
        var first = grain.Throttled(new(Account, "*", TimeSpan.Zero, before.Generation), Ct);
        // Two messages on their way may change places.
        await Eventually.Holds(() => !Storage.Writes.IsEmpty, "the first write");
        var between = await Reserve(grain);
        between.Generation.Should().BeGreaterThan(before.Generation, "it is cut, though nothing is stored yet");
        var second = await grain.Throttled(new(Account, "*", TimeSpan.Zero, between.Generation), Ct);
        second.Should().BeGreaterThan(between.Generation);
        Storage.Writes.Should().ContainSingle("one write at a time");
        gate.SetResult();
        await first;
        Storage.Writes.Should().HaveCount(2, "what changed meanwhile is written too");
        Learned().Should().Be(0.25);
    }

    [Fact]
    public async Task Cut_ThatCannotBeStored_HoldsAllTheSameAndIsStoredWithTheNext()
    {
        var grain = _cluster.Grain("taobao/account");
        Storage.IsAway = true;
        var before = await Reserve(grain);
        var cut = await grain.Throttled(new(Account, "*", TimeSpan.FromSeconds(30), before.Generation), Ct);
        cut.Should().BeGreaterThan(before.Generation);
        var paused = await Reserve(grain);
        paused.Delays.Should().BeEmpty();
        paused.RetryAfter.Should().BeGreaterThan(TimeSpan.FromSeconds(5));
        Storage.Rows.Should().BeEmpty();
        Storage.IsAway = false;
        await grain.Throttled(new(Account, "*", TimeSpan.Zero, cut), Ct);
        Learned().Should().Be(0.25);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _platform.DisposeAsync();
    }

    private static Task<RateGrant> Reserve(IRateLimitGrain grain) => grain.Reserve(new(Account, "*", 1, Longest), Ct);

    private double Learned() =>
        JsonNode.Parse(Storage.Rows.Should().ContainSingle().Which.Value)!["learned"]!
            .AsObject()
            .Should()
            .ContainSingle()
            .Which.Value!["share"]!.GetValue<double>();
}
