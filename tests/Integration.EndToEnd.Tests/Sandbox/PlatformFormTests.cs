using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms;

/// <summary>The forms of a call that one platform alone takes or refuses.</summary>
public sealed class PlatformFormTests
{
    [Fact]
    public async Task Call_1688WithoutKeyAtTheEnd_IsRefused()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);

        var answer = await scope.Caller.Send("/openapi/param2/1/system/currentTime", []);

        answer["error_code"].Should().Be("gw.AppKeyMissing");
    }

    [Fact]
    public async Task Call_1688BusinessCallInTheUnsignedForm_IsRefused()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);

        var answer = await scope.Caller.Send($"/openapi/http/1/system/currentTime/{scope.Caller.Account.AppKey}", []);

        answer["error_code"].Should().Be("gw.APIUnsupported");
    }

    [Fact]
    public async Task Call_TopWithoutFormat_AnswersXml()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);
        scope.Caller.BeforeSigning = fields => fields.Remove("format");

        var answer = await scope.Caller.Detail();

        answer.Type.Should().StartWith("text/xml");
        answer.Text.Should().Contain($"<num_iid>{scope.Platform.Catalogue.Products[0].Id}</num_iid>");
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("hmac")]
    public async Task Call_TopWithOtherMethod_IsServed(string method)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);
        scope.Caller.BeforeSigning = fields => fields["sign_method"] = method;

        await scope.Caller.Detail();

        scope.Platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task Call_PinduoduoAsJson_IsServed()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);
        var id = scope.Platform.Catalogue.Products[0].Id;
        var fields = scope.Caller.PinduoduoFields("pdd.goods.detail.get", [("goods_id", $"{id}")]);
        var body = new JsonObject(fields.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))
        {
            ["goods_id"] = id,
        };

        var answer = await scope.Caller.SendJson("/api/router", body);

        answer["goods_detail_get_response.goods_id"].Should().Be($"{id}");
    }
}
