using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>Short links of the affiliate programme.</summary>
public sealed class PinduoduoLinkCallTests : IAsyncLifetime
{
    private const string Link = "https://p.pinduoduo.com/Id2XBFcQ";
    private const string Page = "https://mobile.yangkeduo.com/duo_coupon_landing.html?goods_id=54342085854&pid=1_2";
    private static readonly AccountCredentials Account = new("a", "client", "secret") { AccessToken = "token" };
    private StandIn _platform = null!;
    private PinduoduoConnector _connector = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _platform = await StandIn.Start();
        _connector = PinduoduoOnStandIn.Create(
            _platform,
            options => _platform.Transport(options, TimeProvider.System),
            TimeProvider.System
        );
    }

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Theory]
    [InlineData("""{"url":"PAGE","request_id":"1"}""")]
    [InlineData("""{"response":{"url":"PAGE","request_id":"1"}}""")]
    public async Task Link_IsAskedForItsLongOne(string body)
    {
        _platform.Answers(body.Replace("PAGE", Page, StringComparison.Ordinal));
        var address = (await _connector.ResolveLink(Account, Link, Ct)).Value!;
        _connector.ReadLink(address)!.ProductId.Should().Be("54342085854");
        var form = _platform.Requests.Should().ContainSingle().Which.Form;
        form.Should().Contain("type", "pdd.ddk.url.short.parse").And.Contain("original_url", Link);
        form.Should().NotContainKey("access_token");
    }

    [Theory]
    [InlineData(
        """{"error_response":{"error_code":50001,"sub_code":"isv.invalid-parameter"}}""",
        FailureKind.Permanent
    )]
    [InlineData("""{"error_response":{"error_code":70031,"error_msg":"调用过于频繁"}}""", FailureKind.Throttled)]
    [InlineData("""{"error_response":{"error_code":70032,"error_msg":"禁止"}}""", FailureKind.Permanent)]
    [InlineData("""{"error_response":{"error_code":52001,"error_msg":"网络超时"}}""", FailureKind.Transient)]
    [InlineData("""{"request_id":"1"}""", FailureKind.Transient)]
    [InlineData("""{"url":"nowhere"}""", FailureKind.Transient)]
    [InlineData("""{"a":{"b":{"url":"https://mobile.yangkeduo.com/goods.html?goods_id=4"}}}""", FailureKind.Transient)]
    [InlineData("<html>busy</html>", FailureKind.Transient)]
    public async Task Link_WithoutAnAddress_FailsByItsKind(string body, FailureKind kind)
    {
        _platform.Answers(body);
        (await _connector.ResolveLink(Account, Link, Ct)).Failure!.Kind.Should().Be(kind);
    }

    [Fact]
    public void KindsOfApps_OnlyTheAffiliateResolves() =>
        _connector
            .Declaration.AppKinds.Where(static kind => kind.ResolvesLinks)
            .Select(static kind => kind.Name)
            .Should()
            .Equal("affiliate");
}
