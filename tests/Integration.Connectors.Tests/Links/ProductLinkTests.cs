using Integration.Alibaba1688;
using Integration.AliExpress;
using Integration.Catalogue;
using Integration.Pinduoduo;
using Integration.Platforms;
using Integration.Taobao;

namespace Integration.Links;

public sealed class ProductLinkTests : IDisposable
{
    private readonly RedirectingHandler _redirects = new();
    private readonly HttpMessageInvoker _http;
    private readonly LinkExpander _expander;

    public ProductLinkTests()
    {
        _http = new(_redirects);
        _expander = new(Catalogues.All(), _http, new LinkOptions(), TimeProvider.System);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("https://item.taobao.com/item.htm?id=680000000001", "taobao", "680000000001")]
    [InlineData("https://item.taobao.com/item.htm?spm=a.b&amp;id=68&amp;x=1", "taobao", "68")]
    [InlineData("item.taobao.com/item.htm?ft=t&id=68#detail", "taobao", "68")]
    [InlineData("http://detail.tmall.com/item.htm?id=68&skuId=5", "taobao", "68")]
    [InlineData("https://detail.tmall.hk/hk/item.htm?id=68", "taobao", "68")]
    [InlineData("https://H5.M.TAOBAO.com/awp/core/detail.htm?id=68", "taobao", "68")]
    [InlineData("https://detail.m.tmall.com/item.htm?id=68", "taobao", "68")]
    [InlineData("https://a.m.taobao.com/i68.htm?price=198", "taobao", "68")]
    [InlineData("https://uland.taobao.com/coupon/edetail?activityId=a&itemId=68", "taobao", "68")]
    [InlineData("看看这个https://detail.1688.com/offer/584051070147.html?spm=x，不错", "alibaba1688", "584051070147")]
    [InlineData("https://m.1688.com/offer/5.html", "alibaba1688", "5")]
    [InlineData("https://detail.m.1688.com/page/index.html?offerId=5&a=b", "alibaba1688", "5")]
    [InlineData("https://mobile.yangkeduo.com/goods.html?goods_id=44622906858", "pinduoduo", "44622906858")]
    [InlineData("https://mobile.yangkeduo.com/goods1.html?x=1&goods_id=4", "pinduoduo", "4")]
    [InlineData("https://mobile.pinduoduo.com/goods2.html?goods_id=4&ps=abc", "pinduoduo", "4")]
    [InlineData("https://mobile.yangkeduo.com/duo_coupon_landing.html?goods_id=4&pid=1_2", "pinduoduo", "4")]
    [InlineData("https://www.aliexpress.com/item/1005004872551479.html", "aliexpress", "1005004872551479")]
    [InlineData("https://es.aliexpress.com/item/Some-Slug/1005004872551479.html?x=1", "aliexpress", "1005004872551479")]
    [InlineData("https://m.aliexpress.com/i/1005004872551479.html", "aliexpress", "1005004872551479")]
    [InlineData("https://www.aliexpress.us/item/3256804686236727.html", "aliexpress", "1005004872551479")]
    [InlineData("https://aliexpress.us/item/3256804686236727.html", "aliexpress", "1005004872551479")]
    [InlineData("(see https://aliexpress.com/item/5.html).", "aliexpress", "5")]
    public async Task Find_InPastedText_ReadsTheIdWithoutACall(string text, string platform, string id)
    {
        var link = (await _expander.Find(text, Ct)).Value!;
        (link.Platform, link.ProductId, link.Kind).Should().Be((platform, id, ProductLinkKind.Product));
        link.Url.Scheme.Should().Be("https");
        _redirects.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("680000000001")]
    [InlineData("hello world")]
    [InlineData("https://item.taobao.com.example.com/item.htm?id=1")]
    [InlineData("https://example.com/?u=https://item.taobao.com/item.htm?id=1")]
    [InlineData("https://xitem.taobao.com/item.htm?id=1")]
    [InlineData("https://item.taobao.com@example.com/item.htm?id=1")]
    [InlineData("https://item.taobao.com:8443/item.htm?id=1")]
    [InlineData("https://user@item.taobao.com/item.htm?id=1")]
    [InlineData("https://item.taobao.com/item.htm?tk=1")]
    [InlineData("https://item.taobao.com/item.htm?id=")]
    [InlineData("https://item.taobao.com/other.htm?id=1")]
    [InlineData("https://detail.1688.com/offer/0x10.html")]
    [InlineData("https://detail.1688.com/offer/99999999999999999999.html")]
    [InlineData("https://mobile.yangkeduo.com/goods.html?goods_id=abc")]
    [InlineData("https://evilaliexpress.com/item/5.html")]
    [InlineData("ftp://item.taobao.com/item.htm?id=1")]
    public async Task Find_InAnythingElse_IsRefusedWithoutACall(string text)
    {
        var failure = (await _expander.Find(text, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidRequest));
        _redirects.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Find_InWordsToShare_FollowsTheShortLinkToItsProduct()
    {
        _redirects.Leads("https://m.tb.cn/h.abc?tk=XYZ", "https://e.tb.cn/h.def?tk=XYZ");
        _redirects.Leads("https://e.tb.cn/h.def?tk=XYZ", "http://item.taobao.com/item.htm?id=68&x=1");
        var link = (
            await _expander.Find("【淘宝】「杯子」http://m.tb.cn/h.abc?tk=XYZ 「点击链接直接打开」", Ct)
        ).Value!;
        link.ProductId.Should().Be("68", "tk is no id");
        _redirects.Asked.Should().Equal("https://m.tb.cn/h.abc?tk=XYZ", "https://e.tb.cn/h.def?tk=XYZ");
    }

    [Theory]
    [InlineData("https://mobile.yangkeduo.com/goods2.html?ps=abc", "/goods.html?goods_id=4", "4")]
    [InlineData(
        "https://a.aliexpress.com/_mabc",
        "https://www.aliexpress.us/item/3256804686236727.html",
        "1005004872551479"
    )]
    [InlineData("https://s.click.aliexpress.com/e/_abc", "https://www.aliexpress.com/item/7.html", "7")]
    public async Task Find_OfAShortLink_IsExpanded(string shortLink, string target, string id)
    {
        _redirects.Leads(shortLink, target);
        (await _expander.Find(shortLink, Ct)).Value!.ProductId.Should().Be(id);
    }

    [Theory]
    [InlineData("https://example.com/item.htm?id=1")]
    [InlineData("https://169.254.169.254/item.htm?id=1")]
    [InlineData("https://www.aliexpress.com/item/7.html")]
    [InlineData("taobao://item.taobao.com/item.htm?id=1")]
    [InlineData("http://item.taobao.com:81/item.htm?id=1")]
    [InlineData("https://user@item.taobao.com/item.htm?id=1")]
    public async Task Find_OfAShortLinkThatLeadsElsewhere_StopsBeforeIt(string target)
    {
        _redirects.Leads("https://m.tb.cn/h.abc", target);
        var failure = (await _expander.Find("https://m.tb.cn/h.abc", Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidAnswer));
        _redirects.Asked.Should().Equal("https://m.tb.cn/h.abc");
    }

    [Fact]
    public async Task Find_OfAShortLinkInACircle_StopsAtTheLimit()
    {
        _redirects.Leads("https://m.tb.cn/h.abc", "https://m.tb.cn/h.abc");
        var failure = (await _expander.Find("https://m.tb.cn/h.abc", Ct)).Failure!;
        failure.Reason.Should().Be(FailureReason.InvalidAnswer);
        _redirects.Asked.Should().HaveCount(new LinkOptions().MaxRedirects);
    }

    [Theory]
    [InlineData(200, FailureKind.Permanent)]
    [InlineData(404, FailureKind.Permanent)]
    [InlineData(429, FailureKind.Throttled)]
    [InlineData(503, FailureKind.Transient)]
    public async Task Find_OfAShortLinkThatDoesNotRedirect_IsJudgedByItsStatus(int status, FailureKind kind)
    {
        _redirects.Status = status;
        var failure = (await _expander.Find("https://m.tb.cn/h.abc", Ct)).Failure!;
        failure.Kind.Should().Be(kind);
        (failure.RetryAfter is not null).Should().Be(kind == FailureKind.Throttled);
    }

    [Fact]
    public async Task Find_WhereTheHostIsAway_IsTransient()
    {
        _redirects.IsAway = true;
        var failure = (await _expander.Find("https://m.tb.cn/h.abc", Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.Network));
    }

    [Theory]
    [InlineData("https://s.click.taobao.com/abc")]
    [InlineData("https://uland.taobao.com/coupon/edetail?e=abc")]
    [InlineData("https://p.pinduoduo.com/Id2XBFcQ")]
    [InlineData("复制￥4iwZ1GmsnLc￥打开")]
    public async Task Find_OfALinkThatOnlyAnInterfaceResolves_SaysSo(string text)
    {
        var failure = (await _expander.Find(text, Ct)).Failure!;
        failure.Reason.Should().Be(FailureReason.Unsupported);
        _redirects.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Find_BehindTheLimitOfCharacters_SeesNothing()
    {
        var text = new string('字', 5000) + " https://item.taobao.com/item.htm?id=1";
        (await _expander.Find(text, Ct)).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
    }

    [Fact]
    public async Task Find_TakesTheFirstAddressThatIsAProduct() =>
        (
            await _expander.Find(
                "https://example.com/a https://m.1688.com/offer/5.html https://m.1688.com/offer/6.html",
                Ct
            )
        )
            .Value!.ProductId.Should()
            .Be("5");

    [Fact]
    public async Task Find_ThatTheCallerCancels_Throws()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var finding = () => _expander.Find("https://m.tb.cn/h.abc", stop.Token);
        await finding.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Rules_OfEveryPlatform_KnowOnlyTheirHosts()
    {
        TaobaoLinks.Rules.KnowsHost("m.tb.cn").Should().BeTrue();
        Alibaba1688Links.Rules.KnowsHost("m.tb.cn").Should().BeFalse();
        PinduoduoLinks.Rules.KnowsHost("MOBILE.yangkeduo.com").Should().BeTrue();
        AliExpressLinks.KnowsHost("fr.aliexpress.com").Should().BeTrue();
        AliExpressLinks.KnowsHost("aliexpress.com.example.com").Should().BeFalse();
    }
}
