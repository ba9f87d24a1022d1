using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>A seller who withdraws the authorisation while the shop is read, and gives it again.</summary>
public sealed class ShopTokenTests(PostgresFixture postgres)
{
    private const int Seed = 31;

    [Fact]
    public async Task Token_RevokedInTheMiddle_PausesTheShopWithAnAlertUntilThereIsANewOne()
    {
        var synced = SyncedPlatform.Of(PlatformKind.Temu);
        await using var hub = await ShopHub.Start(postgres, synced, new OrderOptions { Count = 120 }, faults: 0, Seed);
        var oracle = await ShopOracle.Of(hub, synced, Seed);
        // So slow that the run is in the middle when it loses its token.
        hub.Platform.Faults = FaultPlan.Of(FaultKind.Slow, 1) with
        {
            SlowFor = TimeSpan.FromMilliseconds(100),
        };
        var run = await hub.Api.StartSync("full");
        await Eventually.Holds(
            async () => (await Run(hub, run))["pages"]!.GetValue<int>() > 1,
            "the run to be under way"
        );

        hub.Platform.RevokeTokens();

        await Eventually.Holds(async () => (await Shop(hub))["paused"] is not null, "the shop to be paused");
        await Eventually.Holds(
            async () =>
                (await hub.Api.Read("/api/v1/alerts?rule=shop-credentials-refused&phase=firing"))["data"]!
                    .AsArray()
                    .Count == 1,
            "an alert"
        );
        var stands = await Run(hub, run);
        stands["state"]!.GetValue<string>().Should().Be("running", "it goes on where it stopped");

        var grant = hub.Platform.Authorise(hub.Platform.Grants[0].Account);
        var patched = await hub.Api.Patch(
            "/api/v1/platform-accounts/account-1",
            $$"""{"access_token":"{{grant.AccessToken}}","refresh_token":"{{grant.RefreshToken}}"}"""
        );
        patched.Status.Should().Be(System.Net.HttpStatusCode.OK, patched.Text);
        var ended = await hub.Api.EndedSync(run);

        ended["pages"]!.GetValue<int>().Should().BeGreaterThan(stands["pages"]!.GetValue<int>());
        (await Shop(hub))["paused"].Should().BeNull();
        await Eventually.Holds(
            async () =>
                (await hub.Api.Read("/api/v1/alerts?rule=shop-credentials-refused&phase=firing"))["data"]!
                    .AsArray()
                    .Count == 0,
            "the alert to be over"
        );
        hub.Platform.Faults = FaultPlan.None;
        await oracle.Settle(hub.Api);
        await oracle.Holds();
    }

    private static Task<JsonNode> Run(ShopHub hub, string run) => hub.Api.Read($"/api/v1/sync-runs/{run}");

    private static Task<JsonNode> Shop(ShopHub hub) => hub.Api.Read($"/api/v1/shops/{ShopSyncCalls.Shop}");
}
