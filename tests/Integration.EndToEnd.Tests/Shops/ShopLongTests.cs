using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>The oracle over shops that are large, or many, and change 50 times a second whether they are read or not.</summary>
public sealed class ShopLongTests(PostgresFixture postgres)
{
    private const int ChangesASecond = 50;
    private const string Why = "a soak: ./test.sh --long";

    /// <summary>Every platform, without faults and with every fifth call failing.</summary>
    public static TheoryData<PlatformKind, double> Shops =>
        [.. from kind in Enum.GetValues<PlatformKind>() from faults in (double[])[0, 0.2] select (kind, faults)];

    [Theory]
    [MemberData(nameof(Shops))]
    public Task Copy_OfALargeShop_EqualsItInTheEnd(PlatformKind kind, double faults)
    {
        Assert.SkipUnless(LongRun.Wanted, Why);
        return Oracle(kind, faults, orders: 20_000, seed: 1, pageSize: 100);
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Copy_OfManyShops_EqualsThemInTheEnd(PlatformKind kind, double faults)
    {
        Assert.SkipUnless(LongRun.Wanted, Why);
        for (var seed = 1; seed <= 10; seed++)
        {
            await Oracle(kind, faults, orders: 2_000, seed, pageSize: 20);
        }
    }

    private async Task Oracle(PlatformKind kind, double faults, int orders, int seed, int pageSize)
    {
        var synced = SyncedPlatform.Of(kind);
        await using var hub = await ShopHub.Start(
            postgres,
            synced,
            new() { Count = orders },
            faults,
            seed,
            pageSize,
            products: orders / 10
        );
        var oracle = await ShopOracle.Of(hub, synced, seed);
        await using (ShopChanges.Start(hub.Platform.Orders, ChangesASecond))
        await using (ShopChanges.Start(hub.Platform.Catalogue, 1, seed))
        {
            await hub.Api.SyncBoth("full");
            await hub.Api.SyncBoth("incremental");
            await hub.Api.SyncBoth("full");
            await hub.Api.SyncBoth("incremental");
        }

        await oracle.Settle(hub.Api);
        await oracle.Holds();
    }
}
