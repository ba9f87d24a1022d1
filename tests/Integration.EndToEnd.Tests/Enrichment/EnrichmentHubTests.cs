using System.Net;
using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Testing.Databases;

namespace Integration.Enrichment;

/// <summary>The packages of a shop's orders, looked for by real processes at a platform that counts who is asked for.</summary>
public sealed class EnrichmentHubTests(PostgresFixture postgres)
{
    private const string Tasks = "/api/v1/enrichment-tasks";

    [Fact]
    public async Task Enrichment_WithATenthOfFaultsAndAKilledWorker_AsksAgainOnlyForWhatWasInFlight()
    {
        // Slow enough to meet the worker in the middle.
        await using var shop = await EnrichedShop.Open(postgres, orders: 200, callsPerSecond: 40);
        shop.Platform.Faults = FaultPlan.Of(FaultKind.Transient, 0.1);
        await shop.First.Start();
        using var first = new HubApi(shop.First.Url, shop.First.AdministratorKey);
        await shop.Sync(first, makesTasks: false);
        // With one order the first hub becomes the worker, before there is another that could.
        await first.Post(Tasks, $$"""{"shop":"{{EnrichedShop.Shop}}","orders":["{{shop.Orders[0]}}"]}""");
        await Eventually.Holds(async () => await Completed(first) == 1, "the first order to have its packages");
        await shop.Second.Start();
        await shop.SeePage(makesTasks: true);
        await Eventually.Holds(async () => await Completed(first) >= 80, "some orders to have their packages");
        await shop.First.Kill();

        using var second = new HubApi(shop.Second.Url, shop.First.AdministratorKey);
        (await Completed(second)).Should().BeInRange(80, 190, "the worker is killed in the middle");
        await Eventually.Holds(async () => await Completed(second) == 200, "all orders to have their packages");

        var fetches = shop.Orders.Select(shop.Platform.FetchesOfOrder).ToList();
        fetches.Should().OnlyContain(times => times == 1 || times == 2);
        fetches.Count(static times => times == 2).Should().BeLessThanOrEqualTo(16, "no more were in flight");
        var detail = shop.Platform.Counts.Of(EnrichedShop.Detail);
        detail.Faults[FaultKind.Transient].Should().BePositive();
        shop.Platform.Counts.Excess.Should().Be(0, "the rate is obeyed");
        var events = await second.Read("/api/v1/events?type=order.package_assigned&limit=200");
        events["data"]!.AsArray().Select(one => one!["subject"]!.GetValue<string>()).Should().OnlyHaveUniqueItems();
        events["data"]!.AsArray().Should().HaveCount(200);
        var task = await second.Read($"{Tasks}/{EnrichedShop.Shop}:{shop.Orders[0]}");
        task["package_sn"]!.GetValue<string>().Should().StartWith("PK-");
    }

    [Fact]
    public async Task Start_ByHand_ByTheOldRouteToo_LooksForWhatLacksPackages()
    {
        await using var shop = await EnrichedShop.Open(postgres, orders: 8);
        await shop.First.Start();
        using var hub = new HubApi(shop.First.Url, shop.First.AdministratorKey);
        await shop.Sync(hub, makesTasks: false);
        var number = shop.Orders[0];

        var unknown = await hub.Post(Tasks, $$"""{"shop":"{{EnrichedShop.Shop}}","orders":["PO-none"]}""");
        unknown.Status.Should().Be(HttpStatusCode.UnprocessableEntity, unknown.Text);
        (await hub.Post(Tasks, """{"shop":"other"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        var one = await hub.Post(Tasks, $$"""{"shop":"{{EnrichedShop.Shop}}","orders":["{{number}}"]}""");
        one.Status.Should().Be(HttpStatusCode.Accepted, one.Text);
        one.Json["tasks"]!.GetValue<int>().Should().Be(1);
        await Complete(1);
        (await hub.Post($"{Tasks}/{EnrichedShop.Shop}:{number}/retry", "{}"))
            .Problem.Should()
            .Be("enrichment-task-completed");
        (await hub.Post($"{Tasks}/{EnrichedShop.Shop}:none/retry", "{}")).Status.Should().Be(HttpStatusCode.NotFound);

        var all = await hub.Send(HttpMethod.Post, $"/api/sync/shops/{EnrichedShop.Shop}/orders/enrich-details");
        all.Status.Should().Be(HttpStatusCode.Accepted, all.Text);
        all.Json["data"]!["task_count"]!.GetValue<int>().Should().Be(7);
        await Complete(8);

        var tasks = (await hub.Read($"/api/sync/shops/{EnrichedShop.Shop}/orders/enrich-tasks?status=completed"))[
            "data"
        ]!;
        tasks["tasks"]!.AsArray().Should().HaveCount(8);
        tasks["tasks"]![0]!["package_sn"]!.GetValue<string>().Should().StartWith("PK-");
        tasks["tasks"]![0]!["completed_at"]!.GetValue<long>().Should().BePositive();
        var audit = await hub.Read("/api/v1/audit?limit=50");
        audit.ToJsonString().Should().Contain("enrichment.start");

        Task Complete(int count) =>
            Eventually.Holds(
                async () =>
                    (await hub.Read("/api/sync/orders/enrich-tasks/stats"))["data"]!["completed"]!.GetValue<int>()
                    == count,
                $"{count} orders to have their packages"
            );
    }

    private static async Task<int> Completed(HubApi hub) =>
        (await hub.Read($"{Tasks}/stats"))["completed"]!.GetValue<int>();
}
