using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Platforms;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>Telling platforms of shipments as a user does it, with the program and the sandbox's shops.</summary>
public sealed class ShipmentTests(PostgresFixture postgres)
{
    private const int Seed = 17;
    private const string Body = """{"carrier":"118","tracking_number":"SF1"}""";

    [Fact]
    public async Task Order_OfPinduoduo_IsToldOnceAndItsCopyFollows()
    {
        var synced = SyncedPlatform.Of(PlatformKind.Pinduoduo);
        await using var hub = await ShopHub.Start(postgres, synced, new() { Count = 8 }, faults: 0, Seed);
        await hub.Api.CreateShop(await hub.Account(synced));
        await hub.Api.Sync("full");
        var (order, other) = (ToShip(hub, 0), ToShip(hub, 1));

        (await Ship(hub, "240501-000000000009999", Body)).Problem.Should().Be("not-found");
        (await Ship(hub, order, """{"carrier":"118"}""")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        var line = (await Copy(hub, order))["order"]!["lines"]![0]!["id"];
        var part = await Ship(
            hub,
            order,
            $$"""{"carrier":"118","tracking_number":"SF1","lines":[{"id":"{{line}}"}]}"""
        );
        (part.Status, part.Problem).Should().Be((HttpStatusCode.Conflict, "shipment-unsupported"));

        var told = await Ship(hub, order, Body, "parcel-1");
        told.Status.Should().Be(HttpStatusCode.OK, told.Text);
        ($"{told.Json["outcome"]}", (bool)told.Json["read_again"]!).Should().Be(("confirmed", true));
        await IsShipped(hub, order, "SF1");
        var repeated = await Ship(hub, order, Body, "parcel-1");
        repeated.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        hub.Platform.Counts.Of("pdd.logistics.online.send").Calls.Should().Be(1);
        var refused = await Ship(hub, order, Body);
        (refused.Status, refused.Problem).Should().Be((HttpStatusCode.Conflict, "shipment-refused"));

        hub.Platform.FailNext(FaultKind.Truncated, calls: "pdd.logistics.online.send");
        var unknown = await Ship(hub, other, Body.Replace("SF1", "SF2", StringComparison.Ordinal), "parcel-2");
        (unknown.Status, unknown.Problem).Should().Be((HttpStatusCode.BadGateway, "shipment-unknown"));
        await IsShipped(hub, other, "SF2");

        var audit = await hub.Api.Read("/api/v1/audit");
        audit["data"]!
            .AsArray()
            .Where(static one => $"{one!["action"]}" == "order.ship_told")
            .Select(static one => $"{one!["target"]}")
            .Should()
            .BeEquivalentTo(
                $"order/{ShopSyncCalls.Shop}/{NumberOf(order)}",
                $"order/{ShopSyncCalls.Shop}/{NumberOf(other)}"
            );
    }

    private static ShopOrder ToShip(ShopHub hub, int at) =>
        hub.Platform.Orders.All.Where(static one => one.Status == ShopOrderStatus.ToShip).ElementAt(at);

    private static async Task IsShipped(ShopHub hub, ShopOrder order, string tracking)
    {
        var copy = await Copy(hub, order);
        ($"{copy["status"]}", $"{copy["package_sn"]}").Should().Be(("shipped", tracking));
    }

    private static Task<JsonNode> Copy(ShopHub hub, ShopOrder order) =>
        hub.Api.Read($"/api/v1/orders/{ShopSyncCalls.Shop}/{NumberOf(order)}");

    private static Task<HubAnswer> Ship(ShopHub hub, ShopOrder order, string body, string? key = null) =>
        Ship(hub, NumberOf(order), body, key);

    private static Task<HubAnswer> Ship(ShopHub hub, string number, string body, string? key = null) =>
        hub.Api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/orders/{number}/shipments", body, key);

    private static string NumberOf(ShopOrder order) => PinduoduoTelling.NumberOf(order);
}
