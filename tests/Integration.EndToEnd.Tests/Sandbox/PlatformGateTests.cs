using System.Net;

namespace Integration.Sandbox.Platforms;

/// <summary>What a platform lets through, and in which words it refuses.</summary>
public sealed class PlatformGateTests
{
    [Theory]
    [InlineData(PlatformKind.Taobao, "item_seller_get_response.item.num_iid")]
    [InlineData(PlatformKind.Alibaba1688, "result.result.offerId")]
    [InlineData(PlatformKind.Pinduoduo, "goods_detail_get_response.goods_id")]
    [InlineData(PlatformKind.Temu, "result.goodsList.0.goodsId")]
    [InlineData(PlatformKind.AliExpress, "aliexpress_ds_product_get_response.result.ae_item_base_info_dto.product_id")]
    public async Task Call_SignedRightly_IsServed(PlatformKind kind, string path)
    {
        await using var scope = await PlatformScope.Start(kind);
        var product = scope.Platform.Catalogue.Products[3];

        var answer = await scope.Caller.Detail(product.Id);

        answer[path].Should().Be($"{product.Id}");
        scope.Platform.Counts.Of(PlatformCaller.DetailOf(kind)).Ended(CallOutcome.Served).Should().Be(1);
        // Temu tells a product in its list only.
        scope.Platform.FetchesOf(product.Id).Should().Be(kind == PlatformKind.Temu ? 0 : 1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, PlatformScope.TopCode, "25", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.SignatureInvalid", 400)]
    [InlineData(PlatformKind.Pinduoduo, PlatformScope.PinduoduoCode, "20004", 200)]
    [InlineData(PlatformKind.Temu, "errorCode", "3000001", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IncompleteSignature", 200)]
    public async Task Call_ChangedAfterSigning_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Caller.AfterSigning = fields => fields["extra"] = "1";

        await scope.Refuses(path, code, status);
        scope.Platform.Counts.Ended(CallOutcome.WrongSignature).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, PlatformScope.TopCode, "24", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.SignatureMissing", 400)]
    [InlineData(PlatformKind.Pinduoduo, PlatformScope.PinduoduoCode, "10001", 200)]
    [InlineData(PlatformKind.Temu, "errorCode", "3000001", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IncompleteSignature", 200)]
    public async Task Call_WithoutSignature_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Caller.AfterSigning = fields =>
        {
            fields.Remove("sign");
            fields.Remove("_aop_signature");
        };

        await scope.Refuses(path, code, status);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, PlatformScope.TopCode, "29", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.APIACLDecline", 400)]
    [InlineData(PlatformKind.Pinduoduo, PlatformScope.PinduoduoCode, "10016", 200)]
    [InlineData(PlatformKind.Temu, "errorCode", "3000002", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "InvalidAppKey", 200)]
    public async Task Call_UnknownApplication_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Caller.Account = new("nobody", "secret", "none");

        await scope.Refuses(path, code, status);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "taobao.item.juggle", PlatformScope.TopCode, "22", 200)]
    [InlineData(PlatformKind.Taobao, "", PlatformScope.TopCode, "21", 200)]
    [InlineData(PlatformKind.Alibaba1688, "com.alibaba.product/juggle", "error_code", "gw.APIUnsupported", 400)]
    [InlineData(PlatformKind.Pinduoduo, "pdd.juggle", PlatformScope.PinduoduoCode, "10017", 200)]
    [InlineData(PlatformKind.Temu, "bg.juggle", "errorCode", "3000003", 200)]
    [InlineData(PlatformKind.AliExpress, "aliexpress.juggle", "code", "InvalidApiPath", 200)]
    public async Task Call_Unknown_IsRefused(PlatformKind kind, string name, string path, string code, int status)
    {
        await using var scope = await PlatformScope.Start(kind);

        var answer = await scope.Caller.Call(name);

        answer[path].Should().Be(code);
        answer.Status.Should().Be((HttpStatusCode)status);
        scope.Platform.Counts.Of("(unknown)").Calls.Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "v", "1.0", PlatformScope.TopCode, "33")]
    [InlineData(PlatformKind.Taobao, "sign_method", "sha1", PlatformScope.TopCode, "25")]
    [InlineData(PlatformKind.Pinduoduo, "data_type", "XML", PlatformScope.PinduoduoCode, "10001")]
    [InlineData(PlatformKind.Temu, "data_type", "XML", "errorCode", "3000004")]
    [InlineData(PlatformKind.Pinduoduo, "timestamp", "yesterday", PlatformScope.PinduoduoCode, "10001")]
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
        await using var scope = await PlatformScope.Start(kind);
        scope.Caller.BeforeSigning = fields => fields[name] = value;

        await scope.Refuses(path, code, 200);
    }

    [Fact]
    public async Task Call_UnknownAddress_Is404()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);

        (await scope.Caller.Send("/router/rest", [])).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Call_BodyAboveItsLimit_Is413()
    {
        await using var scope = await PlatformScope.Start(
            PlatformKind.Pinduoduo,
            new PlatformOptions { MaxBody = 1000 }
        );

        var answer = await scope.Caller.Call("pdd.goods.detail.get", ("goods_id", new string('1', 1000)));

        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }
}
