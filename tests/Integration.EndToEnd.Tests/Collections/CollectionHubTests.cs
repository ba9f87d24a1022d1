using System.Net;
using System.Text.Json;
using Integration.Hubs;
using Integration.Partners;
using Integration.Sandbox.Platforms;
using static Integration.Collections.CollectionCalls;

namespace Integration.Collections;

/// <summary>
/// Collecting products with the program as its users run it: an account by the API, platforms over HTTP, a partner that is told,
/// and the process killed in the middle.
/// </summary>
public sealed class CollectionHubTests(CollectingHub hub) : IClassFixture<CollectingHub>
{
    private readonly OwnHub _own = hub.Own;

    public static TheoryData<PlatformKind, string> Apps =>
        new()
        {
            { PlatformKind.Taobao, "affiliate" },
            { PlatformKind.Alibaba1688, "cross_border" },
            { PlatformKind.Pinduoduo, "affiliate" },
            { PlatformKind.AliExpress, "dropshipper" },
        };

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Collection_WithAFifthOfFaults_FindsNearlyAllAndTellsEachOnce(PlatformKind kind, string app)
    {
        var platform = hub.Platform(kind, FaultPlan.Of(FaultKind.Transient, 0.2));
        using var api = Api();
        var account = await Account(api, platform, app);
        var box = await Subscriber(api);
        var ids = platform.Ids()[..^CollectingHub.More];
        var count = ids.Length;

        string[] links = [.. ids[(count / 2)..].Select(id => Link(kind, id))];
        var ended = await api.EndedCollection(await api.StartCollection(account, ids[..(count / 2)], links));

        var (collected, failed) = (Number(ended, "collected"), Number(ended, "failed"));
        (collected + failed).Should().Be(count);
        collected.Should().BeGreaterThanOrEqualTo(count * 95 / 100);
        (failed * 100).Should().BeLessThan(count, "callers see fewer errors than one in a hundred");
        platform
            .Counts.Ended(CallOutcome.Transient)
            .Should()
            .BeGreaterThan(platform.Counts.Total / 8, "the faults were there");
        var faulty = await api.Read($"{CollectionCalls.Path}/{Text(ended, "id")}/items?status=failed&limit=200");
        faulty["data"]!.AsArray().Select(item => Text(item!, "detail")).Should().NotContain("");
        await box.Receives(collected);
        box.Letters.Select(Version).Should().OnlyHaveUniqueItems().And.HaveCount(collected);
    }

    [Fact]
    public async Task Kill_InTheMiddle_GoesOnAndTellsNothingTwice()
    {
        const int count = CollectingHub.More;
        var slow = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = TimeSpan.FromMilliseconds(100) };
        var platform = hub.Platform(PlatformKind.AliExpress, slow);
        using var api = Api();
        var account = await Account(api, platform, "dropshipper");
        var box = await Subscriber(api);
        // Behind those of the other tests, which the hub remembers.
        var id = await api.StartCollection(account, platform.Ids()[^count..]);
        await Eventually.Holds(
            async () => Number(await api.Collection(id), "collected") > count / 4,
            "a quarter to be collected"
        );

        await _own.Process.Kill();
        await _own.Process.Start();
        using var after = Api();
        var ended = await after.EndedCollection(id);

        Number(ended, "collected").Should().Be(count);
        await Eventually.Holds(
            () => box.Letters.DistinctBy(letter => letter.Id).Count() >= count,
            "every product to be told"
        );
        var told = box.Letters.DistinctBy(letter => letter.Id).Select(Version).ToArray();
        told.Should().OnlyHaveUniqueItems().And.HaveCount(count, "an attempt may repeat, an event may not");
        platform.Counts.Total.Should().BeLessThanOrEqualTo(count + 4, "four batches of one were in flight at most");
    }

    [Fact]
    public async Task Country_ThatIsShippedTo_IsAskedFor()
    {
        var platform = hub.Platform(PlatformKind.AliExpress, FaultPlan.None);
        using var api = Api();
        var account = await Account(api, platform, "dropshipper");
        // Sold in one country only.
        var product = platform.Catalogue.Products.First(static one => one.Index % 50 == 49).Id;

        var elsewhere = await Collect("fr");
        var there = await Collect("us");

        (Number(elsewhere, "failed"), Text(elsewhere, "country")).Should().Be((1, "FR"));
        Number(there, "collected").Should().Be(1);
        var found = await api.Read($"/api/v1/collected-products/aliexpress/{product}");
        (Text(found, "country"), Text(found["product"]!, "country")).Should().Be(("US", "US"));
        var other = await Account(api, hub.Platform(PlatformKind.Taobao, FaultPlan.None), "affiliate");
        (await Start(other, "US")).Json["errors"]!["country"].Should().NotBeNull();
        (await Start(account, "USA")).Json["errors"]!["country"].Should().NotBeNull();

        async Task<System.Text.Json.Nodes.JsonNode> Collect(string country) =>
            await api.EndedCollection(Text((await Start(account, country)).Json, "id"));

        Task<HubAnswer> Start(string of, string country) =>
            api.Post(CollectionCalls.Path, $$"""{"account":"{{of}}","ids":["{{product}}"],"country":"{{country}}"}""");
    }

    [Fact]
    public async Task Start_ForAnUnknownAccount_IsRefused()
    {
        using var api = Api();
        var answer = await api.Post(CollectionCalls.Path, Body("nobody", ["1"]));
        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.UnprocessableEntity, "validation"));
        answer.Json["errors"]!["account"].Should().NotBeNull();
    }

    private HubApi Api() => new(_own.Process.Url, _own.Process.AdministratorKey);

    private async Task<string> Account(HubApi api, SandboxPlatform platform, string kind)
    {
        var grant = platform.Grants[0];
        var id = _own.NewId("account");
        var body = new
        {
            id,
            platform = platform.Kind.ToString().ToLowerInvariant(),
            app_kind = kind,
            app_key = grant.Account.AppKey,
            app_secret = grant.Account.AppSecret,
            access_token = grant.AccessToken,
            refresh_token = grant.RefreshToken,
        };
        await api.Create("/api/v1/platform-accounts", JsonSerializer.Serialize(body));
        return id;
    }

    private async Task<Mailbox> Subscriber(HubApi api)
    {
        var box = _own.Partner.At(_own.NewId("subscriber"));
        await api.CreateSubscriber(box, "\"event_types\":[\"product.*\"],\"concurrency\":16", "collections");
        return box;
    }
}
