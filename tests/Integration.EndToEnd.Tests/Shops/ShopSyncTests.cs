using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;
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
    public Task Copy_OfATemuShopThatChangesAsItIsRead_EqualsItInTheEnd(double faults) =>
        Oracle(SyncedPlatform.Temu, faults);

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

    private async Task Oracle(SyncedPlatform synced, double faults)
    {
        var orders = new OrderOptions { Count = 300, ChangesPerPage = 5 };
        await using var hub = await ShopHub.Start(postgres, synced, orders, faults, Seed);
        var box = await hub.Subscriber();
        await hub.Api.CreateShop(await hub.Account(synced));
        var (api, book) = (hub.Api, hub.Platform.Orders);

        await api.Sync("full");
        await api.Sync("incremental");
        await api.Sync("full");
        book.HoldStill();
        var last = book.All.Max(static order => order.Updated);
        await Eventually.Holds(
            async () => (await api.Sync("incremental"))["window_to"]!.GetValue<DateTimeOffset>() >= last,
            "the last change to be old enough to be read"
        );
        await api.Sync("full");
        await api.Sync("full");

        var (copy, versions) = await ShopSyncCalls.Copy(hub.ConnectionString);
        copy.Select(synced.Stored)
            .Order(StringComparer.Ordinal)
            .Should()
            .Equal(book.All.Select(synced.True).Order(StringComparer.Ordinal), $"seed {Seed}");
        versions.Count.Should().BeGreaterThan(copy.Count, "some were taken away");
        await ToldOnce(box, versions, [.. copy.Select(static one => one.Number)]);
    }

    // Every version of every order is one event, and the last of one that is gone says so.
    private static async Task ToldOnce(Mailbox box, Dictionary<string, long> versions, HashSet<string> there)
    {
        string[] expected =
        [
            .. versions.SelectMany(static one => Enumerable.Range(1, (int)one.Value).Select(n => $"{one.Key}@{n}")),
        ];
        await Eventually.Holds(
            () => box.Letters.DistinctBy(static letter => letter.Id).Count() >= expected.Length,
            "every version to be told"
        );
        var told = box.Letters.DistinctBy(static letter => letter.Id).Select(static letter => letter.Json).ToArray();
        told.Select(static json => $"{Text(json["data"]!, "number")}@{json["data"]!["version"]}")
            .Should()
            .BeEquivalentTo(expected);
        told.Where(static json => Text(json, "type") == "order.deleted")
            .Select(static json => Text(json["data"]!, "number"))
            .Distinct(StringComparer.Ordinal)
            .Should()
            .BeEquivalentTo(versions.Keys.Except(there, StringComparer.Ordinal));
    }

    private static Task<HubAnswer> Start(HubApi api, string mode) =>
        api.Post($"/api/v1/shops/{ShopSyncCalls.Shop}/syncs", $$"""{"kind":"orders","mode":"{{mode}}"}""");

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
