using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;
using Integration.Sandbox.Platforms;
using Integration.Testing.Databases;
using Npgsql;
using static Integration.Collections.CollectionCalls;

namespace Integration.Collections;

/// <summary>Collecting by the API, through the grain and its sweep, from platforms over HTTP to a partner that is told.</summary>
public sealed class CollectionApiTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(PlatformKind.Taobao, "affiliate")]
    [InlineData(PlatformKind.AliExpress, "dropshipper")]
    public async Task Collection_WithAFifthOfFaults_FindsNearlyAllAndTellsEachOnce(PlatformKind kind, string app)
    {
        const int count = 200;
        await using var platform = await Platform(kind, count, FaultPlan.Of(FaultKind.Transient, 0.2));
        await using var database = await postgres.CreateDatabase();
        await using var partner = await Partner.Start();
        await using var hub = await Start(database, platform, app);
        var box = await Subscribe(hub, partner);
        var ids = platform.Ids();

        string[] links = [.. ids[100..].Select(id => Link(kind, id))];
        var id = await hub.Api.StartCollection(OneAccount.Id, ids[..100], links);
        var ended = await hub.Api.EndedCollection(id);

        var (collected, failed) = (Number(ended, "collected"), Number(ended, "failed"));
        (collected + failed).Should().Be(count);
        collected.Should().BeGreaterThanOrEqualTo(190);
        await box.Receives(collected);
        box.Letters.Select(Version).Should().OnlyHaveUniqueItems().And.HaveCount(collected);

        platform.ResetCounts();
        platform.Faults = FaultPlan.None;
        var known = await hub.Api.Read($"{CollectionCalls.Path}/{id}/items?status=collected&limit=50");
        string[] again = [.. known["data"]!.AsArray().Select(item => Text(item!, "product_id"))];
        var second = await hub.Api.EndedCollection(await hub.Api.StartCollection(OneAccount.Id, again));
        (Number(second, "fresh"), Number(second, "calls"), platform.Counts.Total).Should().Be((50, 0, 0L));
    }

    [Fact]
    public async Task Collection_AfterAPriceChanged_TellsTheChange()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 5);
        await using var database = await postgres.CreateDatabase();
        await using var partner = await Partner.Start();
        await using var hub = await Start(database, platform, "affiliate");
        var box = await Subscribe(hub, partner);
        var ids = platform.Ids();
        await hub.Api.EndedCollection(await hub.Api.StartCollection(OneAccount.Id, ids));
        platform.Reprice();

        var ended = await hub.Api.EndedCollection(await hub.Api.StartCollection(OneAccount.Id, ids, maxAge: "0s"));

        (Number(ended, "collected"), Number(ended, "unchanged")).Should().Be((1, 4));
        var letters = await box.Receives(6);
        var update = letters.Single(letter => Text(letter.Json, "type") == "product.updated").Json["data"]!;
        (Text(update, "id"), Number(update, "version")).Should().Be((ids[0], 2));
        update["changes"]!
            .AsArray()
            .Select(change => Text(change!, "field"))
            .Should()
            .Contain(field => field.EndsWith("prices", StringComparison.Ordinal));
        var product = await hub.Api.Read($"/api/v1/collected-products/taobao/{ids[0]}");
        Number(product, "version").Should().Be(2);
        var payload = await hub.Api.Get($"/api/v1/collected-products/taobao/{ids[0]}/payloads/1");
        (payload.Status, payload.MediaType).Should().Be((HttpStatusCode.OK, "application/json"));
        payload.Text.Should().Contain("123.45");
        (await hub.Api.Get($"/api/v1/collected-products/taobao/{ids[0]}/payloads/2"))
            .Status.Should()
            .Be(HttpStatusCode.NotFound);
        var versions = await hub.Api.Read($"/api/v1/collected-products/taobao/{ids[0]}/versions");
        versions["data"]!.AsArray().Select(one => Number(one!, "version")).Should().Equal(2, 1);
        var listed = await hub.Api.Read("/api/v1/collected-products?platform=taobao&limit=3");
        listed["data"]!.AsArray().Count.Should().Be(3);
        Text(listed, "next_cursor").Should().NotBeEmpty();
    }

    [Fact]
    public async Task Stop_InTheMiddle_TheNextHubGoesOnAndTellsNothingTwice()
    {
        const int count = 60;
        var slow = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = TimeSpan.FromMilliseconds(100) };
        await using var platform = await Platform(PlatformKind.AliExpress, count, slow);
        await using var database = await postgres.CreateDatabase();
        await using var partner = await Partner.Start();
        Mailbox box;
        string id;
        await using (var first = await Start(database, platform, "dropshipper"))
        {
            box = await Subscribe(first, partner);
            id = await first.Api.StartCollection(OneAccount.Id, platform.Ids());
            await Eventually.Holds(
                async () => Number(await first.Api.Collection(id), "collected") > count / 4,
                "a quarter to be collected"
            );
        }

        await using var second = await Start(database, platform, "dropshipper");
        var ended = await second.Api.EndedCollection(id);

        (Text(ended, "state"), Number(ended, "collected")).Should().Be(("completed", count));
        await Eventually.Holds(
            () => box.Letters.DistinctBy(letter => letter.Id).Count() >= count,
            "every product to be told"
        );
        box.Letters.DistinctBy(letter => letter.Id).Select(Version).Should().OnlyHaveUniqueItems().And.HaveCount(count);
        platform.Counts.Total.Should().BeLessThanOrEqualTo(count + 4, "four batches of one were in flight at most");
    }

    [Fact]
    public async Task Cancel_InTheMiddle_EndsTheRest()
    {
        const int count = 100;
        var slow = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = TimeSpan.FromMilliseconds(200) };
        await using var platform = await Platform(PlatformKind.AliExpress, count, slow);
        await using var database = await postgres.CreateDatabase();
        await using var hub = await Start(database, platform, "dropshipper");
        var id = await hub.Api.StartCollection(OneAccount.Id, platform.Ids());
        await Eventually.Holds(
            async () => Number(await hub.Api.Collection(id), "collected") > 4,
            "a few to be collected"
        );

        var answer = await hub.Api.Post($"{CollectionCalls.Path}/{id}/cancel", "{}");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var ended = await hub.Api.Collection(id);
        (Text(ended, "state"), Number(ended, "waiting")).Should().Be(("cancelled", 0));
        Number(ended, "cancelled").Should().BePositive();
        (Number(ended, "cancelled") + Number(ended, "collected")).Should().Be(count);
    }

    [Fact]
    public async Task Stream_OfACollection_TellsItsProgressToTheEnd()
    {
        const int count = 40;
        var slow = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = TimeSpan.FromMilliseconds(200) };
        await using var platform = await Platform(PlatformKind.AliExpress, count, slow);
        await using var database = await postgres.CreateDatabase();
        await using var hub = await Start(database, platform, "dropshipper");
        var id = await hub.Api.StartCollection(OneAccount.Id, platform.Ids());

        var stream = await hub.Api.Get($"{CollectionCalls.Path}/{id}/stream");

        (stream.Status, stream.MediaType).Should().Be((HttpStatusCode.OK, "text/event-stream"));
        var events = stream.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        events.Should().HaveCountGreaterThan(1);
        events[..^1].Should().AllSatisfy(one => one.Should().StartWith("event: progress\ndata: {"));
        events[^1].Should().StartWith("event: ended\ndata: {");
        var last = JsonNode.Parse(events[^1].Split("data: ")[1])!;
        (Text(last, "state"), Number(last, "collected")).Should().Be(("completed", count));
        (await hub.Api.Get($"{CollectionCalls.Path}/{Guid.Empty}/stream")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Start_WithOneKeyTwice_IsOneCollectionAndOneAuditEntry()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 3);
        await using var database = await postgres.CreateDatabase();
        await using var hub = await Start(database, platform, "affiliate");
        var body = Body(OneAccount.Id, platform.Ids());

        var first = await hub.Api.Post(CollectionCalls.Path, body, "tuesday-1");
        var second = await hub.Api.Post(CollectionCalls.Path, body, "tuesday-1");

        first.Status.Should().Be(HttpStatusCode.Accepted, first.Text);
        second.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        Text(second.Json, "id").Should().Be(Text(first.Json, "id"));
        var listed = await hub.Api.Read($"{CollectionCalls.Path}?account={OneAccount.Id}");
        listed["data"]!.AsArray().Should().ContainSingle();
        var audit = await hub.Api.Read($"/api/v1/audit?target=collection/{Text(first.Json, "id")}");
        audit["data"]!.AsArray().Select(entry => Text(entry!, "action")).Should().Equal("collection.start");
    }

    [Fact]
    public async Task Products_WhoseIdsNeedEscaping_AreReadByTheirRoutes()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 1);
        await using var database = await postgres.CreateDatabase();
        await using var hub = await Start(database, platform, "affiliate");
        await hub.Api.EndedCollection(await hub.Api.StartCollection(OneAccount.Id, platform.Ids()));
        string[] ids = ["a/b", "a%2Fb", "a%252Fb", "/a//b/", "a?b=c#d&e+f%", "a\\b c;d:e@f", "商品 1"];
        foreach (var productId in ids)
        {
            await Rename(database, productId);
            var route = $"/api/v1/collected-products/taobao/{Uri.EscapeDataString(productId)}";

            var product = await hub.Api.Read($"{route}?since=a/b");
            var versions = await hub.Api.Read($"{route}/versions?limit=1");
            var payload = await hub.Api.Get($"{route}/payloads/1");

            Text(product, "product_id").Should().Be(productId);
            versions["data"]!.AsArray().Should().ContainSingle(productId);
            payload.Status.Should().Be(HttpStatusCode.OK, payload.Text);
            var other = await hub.Api.Get($"{route}{Uri.EscapeDataString("/x")}");
            (other.Status, other.Problem).Should().Be((HttpStatusCode.NotFound, "not-found"), productId);
        }
    }

    [Fact]
    public async Task Start_ForAnUnknownAccount_IsRefused()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 1);
        await using var database = await postgres.CreateDatabase();
        await using var hub = await Start(database, platform, "affiliate");
        var answer = await hub.Api.Post(CollectionCalls.Path, Body("nobody", ["1"]));
        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.UnprocessableEntity, "validation"));
        answer.Json["errors"]!["account"].Should().NotBeNull();
    }

    // Platforms of the sandbox count their products; others name them as they like.
    private static async Task Rename(TestDatabase database, string productId)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        foreach (var table in (string[])["collected_products", "collected_product_versions"])
        {
            await using var rename = source.CreateCommand($"update {table} set product_id = $1");
            rename.Parameters.AddWithValue(productId);
            await rename.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private static Task<CollectionHub> Start(TestDatabase database, SandboxPlatform platform, string appKind) =>
        CollectionHub.Start(database.ConnectionString, new OneAccount(platform, appKind), Settings(platform));

    private static async Task<Mailbox> Subscribe(CollectionHub hub, Partner partner)
    {
        var box = partner.At("catalogue");
        await hub.Api.CreateSubscriber(box, "\"event_types\":[\"product.*\"],\"concurrency\":16", "collections");
        return box;
    }
}
