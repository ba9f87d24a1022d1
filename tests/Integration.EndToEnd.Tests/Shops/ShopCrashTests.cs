using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>A hub that is killed while it reads a shop goes on at its page: nothing is lost, told twice or read again from the start.</summary>
public sealed class ShopCrashTests(PostgresFixture postgres)
{
    private const string List = "bg.order.list.v2.get";
    private const int Seed = 23;
    private static readonly int Kills = LongRun.Or(3, 20);

    private static readonly int Orders = LongRun.Or(300, 2_000);

    // So few that the list is not at its end before the last kill.
    private const int MostPagesBetween = 6;

    [Fact]
    public async Task FullSync_KilledAtAnyMoment_GoesOnAtItsPage()
    {
        var synced = SyncedPlatform.Of(PlatformKind.Temu);
        var orders = new OrderOptions { Count = Orders, ChangesPerPage = 1 };
        await using var hub = await ShopHub.Start(postgres, synced, orders, faults: 0, Seed);
        var oracle = await ShopOracle.Of(hub, synced, Seed);
        // So slow that a kill may fall into the call, into the write behind it, or between both.
        hub.Platform.Faults = FaultPlan.Of(FaultKind.Slow, 1) with
        {
            SlowFor = TimeSpan.FromMilliseconds(40),
        };
        var random = new Random(Seed);
        var run = await hub.Api.StartSync("full");
        for (var kill = 0; kill < Kills; kill++)
        {
            var calls = Calls(hub) + random.Next(1, MostPagesBetween);
            await Eventually.Holds(() => Calls(hub) >= calls, $"kill {kill}, seed {Seed}");
            // Not waited for anything: the moment is the test.
            await Task.Delay(
                TimeSpan.FromMilliseconds(random.Next(80)),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            );
            await hub.Hub.Kill();
            await hub.Hub.Start();
        }

        var ended = await hub.Api.EndedSync(run);
        var again = Calls(hub) - ended["pages"]!.GetValue<int>();
        // The first page tells how many there are, so it is two calls; and a kill costs the page that was in flight.
        again.Should().BeInRange(1, 1 + (2 * Kills), $"seed {Seed}");
        hub.Platform.Counts.Of(List).Overlaps.Should().Be(0, $"seed {Seed}");
        hub.Platform.Faults = FaultPlan.None;
        await hub.Api.Sync("full");
        await oracle.Settle(hub.Api);
        await oracle.Holds();
    }

    private static long Calls(ShopHub hub) => hub.Platform.Counts.Of(List).Calls;
}
