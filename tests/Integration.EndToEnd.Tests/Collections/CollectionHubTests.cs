using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;
using Integration.Sandbox.Platforms;

namespace Integration.Collections;

/// <summary>Collecting products with the program as its users run it, from platforms over HTTP, to a partner that is told.</summary>
public sealed class CollectionHubTests(OwnHub own) : IClassFixture<OwnHub>
{
    private const string Collections = "/api/v1/collections";

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
        var count = LongRun.Or(200, 2_000);
        await using var platform = await Platform(kind, count, FaultPlan.Of(FaultKind.Transient, 0.2));
        using var api = await Hub(platform);
        var account = await Account(api, platform, app);
        var box = await Subscriber(api);
        var ids = IdsOf(platform);

        var ended = await Ended(api, await Start(api, account, ids[..(count / 2)], [.. ids[(count / 2)..].Select(id => Link(kind, id))]));

        var (collected, failed) = (Number(ended, "collected"), Number(ended, "failed"));
        (collected + failed).Should().Be(count);
        collected.Should().BeGreaterThanOrEqualTo(count * 95 / 100);
        var faulty = await api.Read($"{Collections}/{Text(ended, "id")}/items?status=failed&limit=200");
        faulty["data"]!.AsArray().Select(item => Text(item!, "detail")).Should().NotContain("");
        await box.Receives(collected);
        Versions(box).Should().OnlyHaveUniqueItems().And.HaveCount(collected);

        platform.ResetCounts();
        var again = await Ended(api, await Start(api, account, [.. ids.Take(50)], []));
        Number(again, "fresh").Should().BeGreaterThanOrEqualTo(40, "those that were collected are not asked for again");
        if (failed == 0)
        {
            platform.Counts.Total.Should().Be(0);
        }
    }

    [Fact]
    public async Task Collection_AfterAPriceChanged_TellsTheChange()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 5);
        using var api = await Hub(platform);
        var account = await Account(api, platform, "affiliate");
        var box = await Subscriber(api);
        var ids = IdsOf(platform);
        await Ended(api, await Start(api, account, ids, []));
        platform.Catalogue.Change(
            platform.Catalogue.Products[0].Id,
            product => product with { Variants = [.. product.Variants.Select(one => one with { PriceFen = 123_45 })] }
        );

        var ended = await Ended(api, await Start(api, account, ids, [], maxAge: "0s"));

        (Number(ended, "collected"), Number(ended, "unchanged")).Should().Be((1, 4));
        var letters = await box.Receives(6);
        var update = letters.Single(letter => Text(letter.Json, "type") == "product.updated").Json["data"]!;
        (Text(update, "id"), Number(update, "version")).Should().Be((ids[0], 2));
        update["changes"]!.AsArray().Select(change => Text(change!, "field")).Should().Contain(field => field.EndsWith("prices", StringComparison.Ordinal));
        var versions = await api.Read($"/api/v1/collected-products/taobao/{ids[0]}/versions");
        versions["data"]!.AsArray().Select(one => Number(one!, "version")).Should().Equal(2, 1);
    }

    [Fact]
    public async Task Kill_InTheMiddle_GoesOnAndTellsNothingTwice()
    {
        const int count = 120;
        var slow = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = TimeSpan.FromMilliseconds(100) };
        await using var platform = await Platform(PlatformKind.AliExpress, count, slow);
        using var api = await Hub(platform);
        var account = await Account(api, platform, "dropshipper");
        var box = await Subscriber(api);
        var id = await Start(api, account, IdsOf(platform), []);
        await Eventually.Holds(
            async () => Number(await api.Read($"{Collections}/{id}"), "collected") > count / 4,
            "a quarter to be collected"
        );

        await own.Process.Kill();
        await own.Process.Start();
        using var after = new HubApi(own.Process.Url, own.Process.AdministratorKey);
        var ended = await Ended(after, id);

        Number(ended, "collected").Should().Be(count);
        await box.Receives(count);
        var told = box.Letters.DistinctBy(letter => letter.Id).Select(Version).ToArray();
        told.Should().OnlyHaveUniqueItems().And.HaveCount(count, "an attempt may repeat, an event may not");
        platform.Counts.Total.Should().BeLessThanOrEqualTo(count + 4, "four batches of one were in flight at most");
    }

    [Fact]
    public async Task Cancel_InTheMiddle_EndsTheRest()
    {
        const int count = 100;
        var slow = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = TimeSpan.FromMilliseconds(200) };
        await using var platform = await Platform(PlatformKind.AliExpress, count, slow);
        using var api = await Hub(platform);
        var account = await Account(api, platform, "dropshipper");
        var id = await Start(api, account, IdsOf(platform), []);
        await Eventually.Holds(async () => Number(await api.Read($"{Collections}/{id}"), "collected") > 4, "a few to be collected");

        (await api.Post($"{Collections}/{id}/cancel", "{}")).Status.Should().Be(HttpStatusCode.OK);

        var ended = await api.Read($"{Collections}/{id}");
        (Text(ended, "state"), Number(ended, "waiting")).Should().Be(("cancelled", 0));
        Number(ended, "cancelled").Should().BePositive();
        (Number(ended, "cancelled") + Number(ended, "collected")).Should().Be(count);
    }

    [Fact]
    public async Task Start_WithOneKeyTwice_IsOneCollection()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 3);
        using var api = await Hub(platform);
        var account = await Account(api, platform, "affiliate");
        var body = Body(account, IdsOf(platform), [], "1h");
        var key = own.NewId("key");

        var first = await api.Post(Collections, body, key);
        var second = await api.Post(Collections, body, key);

        first.Status.Should().Be(HttpStatusCode.Created, first.Text);
        second.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        Text(second.Json, "id").Should().Be(Text(first.Json, "id"));
        var audit = await api.Read($"/api/v1/audit?target=collection/{Text(first.Json, "id")}");
        audit["data"]!.AsArray().Select(entry => Text(entry!, "action")).Should().Equal("collection.start");
    }

    [Fact]
    public async Task Start_ForAnUnknownAccount_IsRefused()
    {
        await using var platform = await Platform(PlatformKind.Taobao, 1);
        using var api = await Hub(platform);
        var answer = await api.Post(Collections, Body("nobody", ["1"], [], "1h"));
        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.UnprocessableEntity, "validation"));
        answer.Json["errors"]!["account"].Should().NotBeNull();
    }

    private static Task<SandboxPlatform> Platform(PlatformKind kind, int products, FaultPlan? faults = null) =>
        SandboxPlatform.Start(
            kind,
            new PlatformOptions { Products = products, Faults = faults ?? FaultPlan.None },
            TimeProvider.System
        );

    // Each test has a platform of its own, so the hub is told where it is by a start of its own.
    private async Task<HubApi> Hub(SandboxPlatform platform)
    {
        if (own.Process.IsRunning)
        {
            await own.Process.Stop();
        }

        var url = platform.Url.ToString().TrimEnd('/');
        own.Process.Settings.Clear();
        own.Process.Settings["Integration:Collections:FirstWait"] = "00:00:00.100";
        own.Process.Settings["Integration:Collections:SweepInterval"] = "00:00:00.200";
        foreach (var (name, value) in SettingsOf(platform.Kind, url))
        {
            own.Process.Settings[$"Integration:Platforms:{name}"] = value;
        }

        await own.Process.Start();
        return new HubApi(own.Process.Url, own.Process.AdministratorKey);
    }

    private static (string Name, string Value)[] SettingsOf(PlatformKind kind, string url) =>
        kind switch
        {
            PlatformKind.Taobao =>
            [
                ("Taobao:TopUrl", $"{url}/router/rest"),
                ("Taobao:TokenUrl", $"{url}/token"),
                ("Taobao:CrossBorderUrl", $"{url}/rest"),
            ],
            PlatformKind.Alibaba1688 => [("Alibaba1688:GatewayUrl", $"{url}/openapi")],
            PlatformKind.Pinduoduo => [("Pinduoduo:GatewayUrl", $"{url}/api/router")],
            _ => [("AliExpress:SyncUrl", $"{url}/sync"), ("AliExpress:RestUrl", $"{url}/rest")],
        };

    private async Task<string> Account(HubApi api, SandboxPlatform platform, string kind)
    {
        var grant = platform.Grants[0];
        var id = own.NewId("account");
        await api.Create(
            "/api/v1/platform-accounts",
            JsonSerializer.Serialize(
                new
                {
                    id,
                    platform = platform.Kind.ToString().ToLowerInvariant(),
                    app_kind = kind,
                    app_key = grant.Account.AppKey,
                    app_secret = grant.Account.AppSecret,
                    access_token = grant.AccessToken,
                    refresh_token = grant.RefreshToken,
                }
            )
        );
        return id;
    }

    private async Task<Mailbox> Subscriber(HubApi api)
    {
        var box = own.Partner.At(own.NewId("subscriber"));
        await api.CreateSubscriber(box, "\"event_types\":[\"product.*\"],\"concurrency\":16", "collections");
        return box;
    }

    private static async Task<string> Start(HubApi api, string account, string[] ids, string[] links, string maxAge = "1h") =>
        Text(await api.Create(Collections, Body(account, ids, links, maxAge)), "id");

    private static string Body(string account, string[] ids, string[] links, string maxAge) =>
        JsonSerializer.Serialize(
            new
            {
                account,
                ids,
                links,
                max_age = maxAge,
            }
        );

    private static async Task<JsonNode> Ended(HubApi api, string id)
    {
        JsonNode? read = null;
        await Eventually.Holds(
            async () => Text(read = await api.Read($"{Collections}/{id}"), "state") != "running",
            "the collection to end"
        );
        return read!;
    }

    private static string[] IdsOf(SandboxPlatform platform) =>
        [.. platform.Catalogue.Products.Select(one => one.Id.ToString(CultureInfo.InvariantCulture))];

    private static string Link(PlatformKind kind, string id) =>
        kind switch
        {
            PlatformKind.Taobao => $"看看 https://item.taobao.com/item.htm?id={id}",
            PlatformKind.Alibaba1688 => $"https://detail.1688.com/offer/{id}.html",
            PlatformKind.Pinduoduo => $"https://mobile.yangkeduo.com/goods.html?goods_id={id}",
            _ => $"https://www.aliexpress.com/item/{id}.html",
        };

    private static string[] Versions(Mailbox box) => [.. box.Letters.Select(Version)];

    private static string Version(Letter letter) =>
        $"{Text(letter.Json["data"]!, "id")}@{Number(letter.Json["data"]!, "version")}";

    private static string Text(JsonNode node, string field) => node[field]?.GetValue<string>() ?? "";

    private static int Number(JsonNode node, string field) => node[field]!.GetValue<int>();
}
