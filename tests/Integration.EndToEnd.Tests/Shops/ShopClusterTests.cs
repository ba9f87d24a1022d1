using System.Net;
using Integration.Hubs;
using Integration.Sandbox.Platforms;

namespace Integration.Shops;

/// <summary>A shop of two hubs on one database is synced by one of them at a time, and by the other when that one is gone.</summary>
public sealed class ShopClusterTests(ShopPair pair) : IClassFixture<ShopPair>, IAsyncLifetime
{
    private const string List = "bg.order.list.v2.get";

    public async ValueTask InitializeAsync()
    {
        await pair.Running();
        pair.Platform.ResetCounts();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Starts_ThroughBothAtOnce_OneRunsAndTheOtherIsToldSo()
    {
        for (var round = 0; round < 5; round++)
        {
            // Slow enough that the other start comes while it runs.
            pair.Platform.FailNext(FaultKind.Slow, 1, List);
            var starts = await Task.WhenAll(pair.Apis.Select(Start));
            starts
                .Select(static one => one.Status)
                .Should()
                .BeEquivalentTo([HttpStatusCode.Accepted, HttpStatusCode.Conflict], $"round {round}");
            starts.Single(static one => one.Status == HttpStatusCode.Conflict).Problem.Should().Be("sync-running");
            var run = starts.Single(static one => one.Status == HttpStatusCode.Accepted).Json["id"]!.GetValue<string>();
            await pair.Apis[round % 2].EndedSync(run);
        }

        pair.Platform.Counts.Of(List).Overlaps.Should().Be(0, $"seed {ShopPair.Seed}");
    }

    [Fact]
    public async Task HubThatSyncs_Killed_TheOtherGoesOn()
    {
        var before = await pair.Calls();
        pair.Platform.Faults = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = TimeSpan.FromMilliseconds(100) };
        var run = await pair.Apis[0].StartSync("full");
        var syncs = -1;
        await Eventually.Holds(
            async () =>
            {
                var now = await pair.Calls();
                syncs = Array.FindIndex([.. now.Zip(before)], static one => one.First > one.Second + 2);
                return syncs >= 0;
            },
            "one of them to sync"
        );
        await pair.Hubs[syncs].Kill();
        pair.Platform.Faults = FaultPlan.None;

        var other = pair.Apis[1 - syncs];
        var ended = await other.EndedSync(run);
        var again = pair.Platform.Counts.Of(List).Calls - ended["pages"]!.GetValue<int>();
        // The first page tells how many there are, so it is two calls; and a kill costs the page that was in flight.
        again.Should().BeInRange(1, 3, $"seed {ShopPair.Seed}");
        await pair.Oracle.Settle(other);
        await pair.Oracle.Holds();
        pair.Platform.Counts.Of(List).Overlaps.Should().Be(0, $"seed {ShopPair.Seed}");
    }

    private static Task<HubAnswer> Start(HubApi api) =>
        api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/syncs", """{"kind":"orders","mode":"full"}""");
}
