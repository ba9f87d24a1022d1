using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>What a platform lets through, and in which words it refuses.</summary>
public sealed class PlatformGateTests
{
    private const string Top = "error_response.code";
    private const string Pdd = "error_response.error_code";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(PlatformKind.Taobao, "item_seller_get_response.item.num_iid")]
    [InlineData(PlatformKind.Alibaba1688, "result.result.offerId")]
    [InlineData(PlatformKind.Pinduoduo, "goods_detail_get_response.goods_id")]
    [InlineData(PlatformKind.AliExpress, "aliexpress_ds_product_get_response.result.ae_item_base_info_dto.product_id")]
    public async Task Call_SignedRightly_IsServed(PlatformKind kind, string path)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[3];

        var answer = await caller.Detail(product.Id);

        answer[path].Should().Be($"{product.Id}");
        platform.Counts.Of(PlatformCaller.DetailOf(kind)).Ended(CallOutcome.Served).Should().Be(1);
        platform.FetchesOf(product.Id).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, Top, "25", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.SignatureInvalid", 400)]
    [InlineData(PlatformKind.Pinduoduo, Pdd, "20004", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IncompleteSignature", 200)]
    public async Task Call_ChangedAfterSigning_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        caller.AfterSigning = fields => fields["extra"] = "1";

        await Refused(caller, path, code, status);
        platform.Counts.Ended(CallOutcome.WrongSignature).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, Top, "24", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.SignatureMissing", 400)]
    [InlineData(PlatformKind.Pinduoduo, Pdd, "10001", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IncompleteSignature", 200)]
    public async Task Call_WithoutSignature_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        caller.AfterSigning = fields =>
        {
            fields.Remove("sign");
            fields.Remove("_aop_signature");
        };

        await Refused(caller, path, code, status);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, 601, Top, "31")]
    [InlineData(PlatformKind.Taobao, -601, Top, "31")]
    [InlineData(PlatformKind.Pinduoduo, 601, Pdd, "10001")]
    [InlineData(PlatformKind.Pinduoduo, -601, Pdd, "10001")]
    [InlineData(PlatformKind.AliExpress, 7201, "code", "IllegalTimestamp")]
    public async Task Call_TimestampTooFarAway_IsRefused(PlatformKind kind, int seconds, string path, string code)
    {
        await using var platform = await Start(kind);
        var other = new FakeTimeProvider(_time.GetUtcNow().AddSeconds(-seconds));
        using var caller = new PlatformCaller(platform, other);

        await Refused(caller, path, code, 200);
        platform.Counts.Ended(CallOutcome.WrongTimestamp).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, 599)]
    [InlineData(PlatformKind.Pinduoduo, 599)]
    [InlineData(PlatformKind.AliExpress, 7199)]
    public async Task Call_TimestampJustNearEnough_IsServed(PlatformKind kind, int seconds)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, new FakeTimeProvider(_time.GetUtcNow().AddSeconds(-seconds)));

        await caller.Detail();

        platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task Call_1688WithoutTimestamp_IsServed()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields.Remove("_aop_timestamp");

        (await caller.Detail())["result.success"].Should().Be("true");
    }

    [Fact]
    public async Task Call_1688TimestampInSeconds_IsRefusedWhereSkewIsChecked()
    {
        await using var platform = await Start(
            PlatformKind.Alibaba1688,
            new PlatformOptions { MaxSkew = TimeSpan.FromMinutes(15) }
        );
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields["_aop_timestamp"] = $"{_time.GetUtcNow().ToUnixTimeSeconds()}";

        await Refused(caller, "error_code", "gw.TimestampInvalid", 400);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, Top, "26", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "401", 400)]
    [InlineData(PlatformKind.Pinduoduo, Pdd, "10001", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IllegalAccessToken", 200)]
    public async Task Call_WithoutToken_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time) { Token = null };

        await Refused(caller, path, code, status);
        platform.Counts.Ended(CallOutcome.MissingToken).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "error_response.sub_code", "sessionkey-not-generated-by-server", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "401", 400)]
    [InlineData(PlatformKind.Pinduoduo, Pdd, "20032", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "InvalidAccessToken", 200)]
    public async Task Call_WithAnothersToken_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        var options = new PlatformOptions
        {
            Accounts = [new("11111111", "first", "shop-1"), new("22222222", "second", "shop-2")],
        };
        await using var platform = await Start(kind, options);
        using var caller = new PlatformCaller(platform, _time) { Token = platform.Grants[1].AccessToken };

        await Refused(caller, path, code, status);
        platform.Counts.Ended(CallOutcome.ForeignToken).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, Top, "27", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "401", 400)]
    [InlineData(PlatformKind.Pinduoduo, Pdd, "10019", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IllegalAccessToken", 200)]
    public async Task Call_TokenLivedItsTime_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var platform = await Start(kind, new PlatformOptions { TokenLifetime = TimeSpan.FromHours(1) });
        using var caller = new PlatformCaller(platform, _time);
        _time.Advance(TimeSpan.FromHours(1));

        await Refused(caller, path, code, status);
        platform.Counts.Ended(CallOutcome.ExpiredToken).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, Top, "29", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.APIACLDecline", 400)]
    [InlineData(PlatformKind.Pinduoduo, Pdd, "10016", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "InvalidAppKey", 200)]
    public async Task Call_UnknownApplication_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time) { Account = new("nobody", "secret", "none") };

        await Refused(caller, path, code, status);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "taobao.item.juggle", Top, "22", 200)]
    [InlineData(PlatformKind.Taobao, "", Top, "21", 200)]
    [InlineData(PlatformKind.Alibaba1688, "com.alibaba.product/juggle", "error_code", "gw.APIUnsupported", 400)]
    [InlineData(PlatformKind.Pinduoduo, "pdd.juggle", Pdd, "10017", 200)]
    [InlineData(PlatformKind.AliExpress, "aliexpress.juggle", "code", "InvalidApiPath", 200)]
    public async Task Call_Unknown_IsRefused(PlatformKind kind, string name, string path, string code, int status)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call(name);

        answer[path].Should().Be(code);
        answer.Status.Should().Be((HttpStatusCode)status);
        platform.Counts.Of("(unknown)").Calls.Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "v", "1.0", Top, "33")]
    [InlineData(PlatformKind.Taobao, "sign_method", "sha1", Top, "25")]
    [InlineData(PlatformKind.Pinduoduo, "data_type", "XML", Pdd, "10001")]
    [InlineData(PlatformKind.Pinduoduo, "timestamp", "yesterday", Pdd, "10001")]
    [InlineData(PlatformKind.AliExpress, "sign_method", "md5", "code", "IncompleteSignature")]
    [InlineData(PlatformKind.AliExpress, "timestamp", "2026-11-01 00:00:00", "code", "IllegalTimestamp")]
    public async Task Call_WrongSystemParameter_IsRefused(
        PlatformKind kind,
        string name,
        string value,
        string path,
        string code
    )
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields[name] = value;

        await Refused(caller, path, code, 200);
    }

    [Fact]
    public async Task Call_AliExpressTimestampAsText_IsServed()
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields["timestamp"] = "2026-11-01T00:00:00Z";

        await caller.Detail();

        platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task Call_1688WithoutKeyAtTheEnd_IsRefused()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Send("/openapi/param2/1/system/currentTime", []);

        answer["error_code"].Should().Be("gw.AppKeyMissing");
    }

    [Fact]
    public async Task Call_1688BusinessCallInTheUnsignedForm_IsRefused()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Send($"/openapi/http/1/system/currentTime/{caller.Account.AppKey}", []);

        answer["error_code"].Should().Be("gw.APIUnsupported");
    }

    [Fact]
    public async Task Call_TopWithoutFormat_AnswersXml()
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields.Remove("format");

        var answer = await caller.Detail();

        answer.Type.Should().StartWith("text/xml");
        answer.Text.Should().Contain($"<num_iid>{platform.Catalogue.Products[0].Id}</num_iid>");
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("hmac")]
    public async Task Call_TopWithOtherMethod_IsServed(string method)
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields["sign_method"] = method;

        await caller.Detail();

        platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task Call_PinduoduoAsJson_IsServed()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);
        var id = platform.Catalogue.Products[0].Id;
        var fields = caller.PinduoduoFields("pdd.goods.detail.get", [("goods_id", $"{id}")]);
        var body = new System.Text.Json.Nodes.JsonObject(
            fields.Select(pair => KeyValuePair.Create(pair.Key, (System.Text.Json.Nodes.JsonNode?)pair.Value))
        )
        {
            ["goods_id"] = id,
        };

        var answer = await caller.SendJson("/api/router", body);

        answer["goods_detail_get_response.goods_id"].Should().Be($"{id}");
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("session")]
    public async Task Call_AliExpressTokenUnderBothNames_IsServed(string name)
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time) { Token = null };
        caller.BeforeSigning = fields => fields[name] = platform.Grants[0].AccessToken;

        await caller.Detail();

        platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task Call_UnknownAddress_Is404()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);

        (await caller.Send("/router/rest", [])).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Call_BodyAboveItsLimit_Is413()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, new PlatformOptions { MaxBody = 1000 });
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call("pdd.goods.detail.get", ("goods_id", new string('1', 1000)));

        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    private Task<SandboxPlatform> Start(PlatformKind kind, PlatformOptions? options = null) =>
        SandboxPlatform.Start(kind, options ?? new PlatformOptions { Products = 10 }, _time);

    private static async Task Refused(PlatformCaller caller, string path, string code, int status)
    {
        var answer = await caller.Detail();

        answer[path].Should().Be(code, answer.Text);
        answer.Status.Should().Be((HttpStatusCode)status);
    }
}
