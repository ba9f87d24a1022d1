using Integration.Platforms;

namespace Integration.Taobao;

/// <summary>Affiliates' links and share words, by the documents of apiId 28156 and 42646.</summary>
public sealed class TaobaoLinkCallTests : TaobaoOnStandIn
{
    private const string Link = "https://s.click.taobao.com/YI3Uopu";
    private const string Words = "￥4iwZ1GmsnLc￥";
    private static readonly AccountCredentials Account = new("a", "12345678", "secret") { AccessToken = "token" };

    [Theory]
    [InlineData(Link)]
    [InlineData("https://uland.taobao.com/coupon/edetail?e=a%2Bb")]
    public async Task Link_IsAskedForItsProduct(string link)
    {
        Platform.Answers(
            """{"tbk_item_click_extract_response":{"item_id":"520813250866","open_iid":"AAE","biz_scene_id":"1"}}"""
        );
        var address = (await Connector.ResolveLink(Account, link, Ct)).Value!;
        Connector.ReadLink(address)!.ProductId.Should().Be("520813250866");
        var form = Platform.Requests.Should().ContainSingle().Which.Form;
        form.Should().Contain("method", "taobao.tbk.item.click.extract").And.Contain("click_url", link);
        form.Should().NotContainKey("session");
    }

    [Fact]
    public async Task Link_WithAnIdOfTheNewForm_KeepsItsText()
    {
        Platform.Answers("""{"tbk_item_click_extract_response":{"item_id":"qeqscd1231-uqwenqe"}}""");
        var address = (await Connector.ResolveLink(Account, Link, Ct)).Value!;
        Connector.ReadLink(address)!.ProductId.Should().Be("qeqscd1231-uqwenqe");
    }

    [Theory]
    [InlineData("https://uland.taobao.com/coupon/edetail?e=xxx")]
    [InlineData("https://item.taobao.com/item.htm?id=1&ut_sk=2")]
    public async Task Words_AreAskedForTheirAddress(string origin)
    {
        Platform.Answers($"{{\"tbk_tpwd_parse_response\":{{\"data\":{{\"origin_url\":\"{origin}\"}}}}}}");
        (await Connector.ResolveLink(Account, Words, Ct)).Value.Should().Be(new Uri(origin));
        var form = Platform.Requests.Should().ContainSingle().Which.Form;
        form.Should().Contain("method", "taobao.tbk.tpwd.parse").And.Contain("password_content", Words);
        form.Should().NotContainKey("session");
    }

    [Fact]
    public async Task Words_LeadingToAnAddressWithoutAScheme_AreHttps()
    {
        Platform.Answers("""{"tbk_tpwd_parse_response":{"data":{"origin_url":"//item.taobao.com/item.htm?id=1"}}}""");
        (await Connector.ResolveLink(Account, Words, Ct)).Value!.Scheme.Should().Be("https");
    }

    [Theory]
    [InlineData("6", "当前淘口令无效，无法解析", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("20010", "淘口令解析失败", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("20011", "淘口令解析结果为空", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("isp.param-error", "参数错误", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("isp.sys-error", "服务系统异常", FailureKind.Transient, FailureReason.Platform)]
    [InlineData("1", "服务系统异常", FailureKind.Transient, FailureReason.Platform)]
    public async Task Words_ThatAreRefused_AreJudgedByTheOfficialTable(
        string code,
        string message,
        FailureKind kind,
        FailureReason reason
    )
    {
        Platform.Answers(
            $"{{\"error_response\":{{\"code\":15,\"msg\":\"Remote service error\",\"sub_code\":\"{code}\",\"sub_msg\":\"{message}\"}}}}"
        );
        var failure = (await Connector.ResolveLink(Account, Words, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
        failure.Detail.Should().Contain(message);
    }

    [Theory]
    [InlineData(Link, """{"tbk_item_click_extract_response":{"request_id":"1"}}""")]
    [InlineData(Link, """{"tbk_item_click_extract_response":{"item_id":"no id"}}""")]
    [InlineData(Words, """{"tbk_tpwd_parse_response":{"data":{}}}""")]
    [InlineData(Words, """{"tbk_tpwd_parse_response":{"data":{"origin_url":"nowhere"}}}""")]
    [InlineData(Words, """{"tbk_tpwd_parse_response":{"data":{"origin_url":"/item.htm?id=1"}}}""")]
    [InlineData(Words, "{}")]
    [InlineData(Words, "<html>busy</html>")]
    public async Task Answer_OfAnotherShape_IsNoAddress(string asked, string body)
    {
        Platform.Answers(body);
        var failure = (await Connector.ResolveLink(Account, asked, Ct)).Failure!;
        failure.Reason.Should().Be(FailureReason.InvalidAnswer);
    }

    [Fact]
    public async Task Link_OneTooMany_IsThrottled()
    {
        Platform.Answers(
            """
            {"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-api-access-count",
            "sub_msg":"This ban will last for 3 more seconds"}}
            """
        );
        var failure = (await Connector.ResolveLink(Account, Link, Ct)).Failure!;
        (failure.Kind, failure.RetryAfter).Should().Be((FailureKind.Throttled, TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void KindsOfApps_OnlyTheAffiliateResolves() =>
        Connector
            .Declaration.AppKinds.Where(static kind => kind.ResolvesLinks)
            .Select(static kind => kind.Name)
            .Should()
            .Equal("affiliate");
}
