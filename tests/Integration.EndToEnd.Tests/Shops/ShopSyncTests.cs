using System.Net;
using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>
/// The oracle: a shop that changes while it is read, over HTTP, with the program as its users run it. In the end the copy equals the
/// shop in every field and deletion, and each version of an order was told once.
/// </summary>
public sealed class ShopSyncTests(PostgresFixture postgres)
{
    private const int Seed = 11;

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public async Task Copies_OfShopsOfEveryPlatformThatChangeAsTheyAreRead_EqualThemInTheEnd(double faults)
    {
        // The index is late by less than the second that the hub leaves to a list.
        var orders = new OrderOptions
        {
            Count = 300,
            ChangesPerPage = 5,
            IndexLag = TimeSpan.FromMilliseconds(400),
        };
        var platforms = await Task.WhenAll(
            SyncedPlatform.All.Select(synced => ShopHub.Shop(synced, orders, faults, Seed, products: 60))
        );
        await using var hub = await ShopHub.Start(postgres, platforms);
        await Task.WhenAll(SyncedPlatform.All.Zip(platforms, Copy));

        async Task Copy(SyncedPlatform synced, SandboxPlatform platform)
        {
            var oracle = await ShopOracle.Of(hub, synced, platform, Seed);
            await oracle.SyncWhileItChanges(hub.Api);
            await oracle.Settle(hub.Api);
            await oracle.Holds();
        }
    }

    [Fact]
    public async Task Requests_ThatAreWrong_AreToldSo()
    {
        await using var hub = await ShopHub.Start(postgres, SyncedPlatform.Temu, new() { Count = 30 }, faults: 0, Seed);
        var account = await hub.Account(SyncedPlatform.Temu);
        var faulty = await hub.Api.Post(
            "/api/v1/shops",
            """{"id":"bad","account":"nobody","time_zone":"Europe/Nowhere","orders":{"every":"1s","full":"daily"}}"""
        );
        (faulty.Status, faulty.Problem).Should().Be((HttpStatusCode.UnprocessableEntity, "validation"));
        faulty.Json["errors"]!
            .AsObject()
            .Select(static one => one.Key)
            .Should()
            .BeEquivalentTo("account", "time_zone", "orders.every", "orders.full");

        await hub.Api.CreateShop(account);
        // Each call takes long enough that the run is still under way.
        hub.Platform.Faults = FaultPlan.Of(FaultKind.Slow, 1) with
        {
            SlowFor = TimeSpan.FromMilliseconds(500),
        };
        var starts = await Task.WhenAll(Start(hub.Api, "full"), Start(hub.Api, "incremental"));
        starts
            .Select(static one => one.Status)
            .Should()
            .BeEquivalentTo([HttpStatusCode.Accepted, HttpStatusCode.Conflict]);
        starts.Single(static one => one.Status == HttpStatusCode.Conflict).Problem.Should().Be("sync-running");
        var run = starts.Single(static one => one.Status == HttpStatusCode.Accepted).Json["id"]!.GetValue<string>();
        (await hub.Api.Post($"/api/v1/sync-runs/{run}/stop", "{}")).Json["state"]!
            .GetValue<string>()
            .Should()
            .Be("stopped");
        (await hub.Api.Post($"/api/v1/sync-runs/{run}/stop", "{}")).Problem.Should().Be("sync-ended");
        hub.Platform.Faults = FaultPlan.None;

        var window = await hub.Api.Post(
            $"/api/v1/shops/{ShopSyncCalls.Shop}/syncs",
            """{"kind":"orders","mode":"backfill"}"""
        );
        window.Json["errors"]!["from"].Should().NotBeNull();
        var paused = await hub.Api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/pause", """{"reason":"Stock-taking."}""");
        paused.Json["paused"]!["reason"]!.GetValue<string>().Should().Be("Stock-taking.");
        (await Start(hub.Api, "full")).Problem.Should().Be("shop-paused");
        var listed = await hub.Api.Read("/api/v1/shops?paused=true&account=account-1&enabled=true");
        listed["data"]!.AsArray().Should().ContainSingle();
        (await hub.Api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/resume", "{}")).Status.Should().Be(HttpStatusCode.OK);

        var number = hub.Platform.Orders.All[0].Number;
        var one = await hub.Api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/orders/{number}/sync", "{}");
        one.Json["outcome"]!.GetValue<string>().Should().BeOneOf("created", "changed", "unchanged");
        var gone = await hub.Api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/orders/PO-0-0/sync", "{}");
        gone.Json["outcome"]!.GetValue<string>().Should().Be("failed");
    }

    [Fact]
    public async Task Edit_OfAProductOfAPlatformThatTakesNone_IsRefusedAtOnce()
    {
        await using var hub = await ShopHub.Start(postgres, SyncedPlatform.Temu, new() { Count = 1 }, faults: 0, Seed);
        await hub.Api.CreateShop(await hub.Account(SyncedPlatform.Temu));
        await hub.Api.Sync("incremental", "products");
        var product = (await hub.Api.Read("/api/v1/products"))["data"]![0]!["id"]!.GetValue<string>();
        var local = $"/api/v1/shops/{ShopSyncCalls.Shop}/products/{Uri.EscapeDataString(product)}/local";

        var refused = await hub.Api.Patch(local, """{"title":"Mug"}""");

        (refused.Status, refused.Problem).Should().Be((HttpStatusCode.Conflict, "product-not-writable"));
        (await hub.Api.Read(local))["edits"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Webhook_ThatNamesAnOrder_HasItReadAtOnce()
    {
        await using var hub = await ShopHub.Start(postgres, SyncedPlatform.Temu, new() { Count = 2 }, faults: 0, Seed);
        await hub.Api.CreateShop(await hub.Account(SyncedPlatform.Temu));
        var number = hub.Platform.Orders.All[0].Number;
        await hub.Api.Patch($"/api/v1/shops/{ShopSyncCalls.Shop}", """{"webhooks":"temu-hooks"}""");
        var webhook = $$"""{"source":"temu-hooks","type":"order.changed","subject":"order/{{number}}","data":{} }""";

        await Eventually.Holds(
            async () =>
            {
                // From when the hub listens on, every one counts.
                (await hub.Api.Post("/api/v1/events", webhook))
                    .Status.Should()
                    .Be(HttpStatusCode.Accepted);
                var found = await hub.Api.Get($"/api/v1/orders/{ShopSyncCalls.Shop}/{number}");
                return found.Status == HttpStatusCode.OK;
            },
            "the order to be read"
        );

        (await hub.Api.Read("/api/v1/orders"))["data"]!.AsArray().Should().ContainSingle("no list was read");
    }

    [Fact]
    public async Task Edit_OfStockAndPrice_IsWrittenToThePlatformAndOfATitleRefused()
    {
        var synced = SyncedPlatform.Of(PlatformKind.Pinduoduo);
        await using var hub = await ShopHub.Start(postgres, synced, new() { Count = 1 }, faults: 0, Seed, products: 2);
        var id = hub.Platform.Catalogue.Products[0].Id;
        hub.Platform.Catalogue.Change(id, static product => product with { Variants = [product.Variants[0]] });
        await hub.Api.CreateShop(await hub.Account(synced));
        await hub.Api.Sync("full", "products");
        var local = $"/api/v1/shops/{ShopSyncCalls.Shop}/products/{id}/local";
        // The list tells no prices, and what is not known before an edit would be a conflict with it.
        await hub.Api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/products/{id}/sync", "{}");

        var edited = await hub.Api.Patch(local, """{"stock":4711,"price":{"amount":88.8,"currency":"CNY"}}""");

        edited.Status.Should().Be(HttpStatusCode.OK, edited.Text);
        await Eventually.Holds(
            () => hub.Platform.Catalogue.Find(id)!.Variants.Single() is { Stock: 4711, PriceFen: 8880 },
            "stock and price to be written"
        );
        await Eventually.Holds(
            async () =>
                (await hub.Api.Read(local))["edits"]!.AsArray() is { Count: 2 } edits
                && edits.All(static edit => $"{edit!["state"]}" == "written"),
            "the writes to be noted"
        );
        (await hub.Api.Patch(local, """{"title":"Mug"}""")).Problem.Should().Be("product-not-writable");
    }

    private static Task<HubAnswer> Start(HubApi api, string mode) =>
        api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/syncs", $$"""{"kind":"orders","mode":"{{mode}}"}""");
}
