using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

public sealed class PinduoduoConnectorTests : IAsyncLifetime
{
    private const string Found =
        """{"goods_search_response":{"goods_list":[{"goods_sign":"c9r2_abc"}],"total_count":1}}""";

    private const string Detail = """
        {"goods_detail_response":{"goods_details":[{"goods_name":"杯","goods_desc":"好","min_group_price":990,
        "goods_gallery_urls":["https://img.example.com/1.jpg"],"sku_list":[{"min_group_price":"890","is_onsale":1,
        "spec_list":[{"parent_spec_value":"颜色","spec_value":"红"}]}]}]}}
        """;

    private static readonly AccountCredentials Account = new("a", "client", "secret") { AccessToken = "token" };
    private StandIn _platform = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _platform = await StandIn.Start();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Affiliate_SearchesTheSignByIdAndKeepsTheIdAskedFor()
    {
        _platform.Answers(Found, Detail);
        var product = (await Ask("123")).Value!;
        (product.Id, product.AlternateId).Should().Be(("123", "c9r2_abc"));
        product.Prices.Single().Value.Should().Be(new Money(9.9m, "CNY"), "prices are fen");
        product.Stock.Should().BeEmpty("the interface tells none");
        product.Variants.Single().Prices.Single().Value.Amount.Should().Be(8.9m);
        var requests = _platform.Requests.ToArray();
        requests[0].Form.Should().Contain("type", "pdd.ddk.goods.search").And.Contain("keyword", "123");
        requests[1].Form.Should().Contain("goods_sign", "c9r2_abc").And.NotContainKey("access_token");
        requests[1].Form.Should().NotContainKey("need_sku_info");
    }

    [Fact]
    public async Task Affiliate_GivenASign_SavesTheSearch()
    {
        _platform.Answers(Detail);
        (await Ask("c9r2_abc", new() { AskForVariants = true })).Value!.AlternateId.Should().BeNull();
        _platform.Requests.Should().ContainSingle().Which.Form.Should().Contain("need_sku_info", "true");
    }

    [Theory]
    [InlineData("""{"goods_search_response":{"goods_list":[]}}""")]
    [InlineData("""{"goods_search_response":{"goods_list":null}}""")]
    [InlineData("""{"goods_search_response":{"goods_list":[{"goods_id":"999","goods_sign":"other"}]}}""")]
    public async Task Affiliate_ThatFindsNothingOrAnotherProduct_IsGone(string body)
    {
        _platform.Answers(body);
        (await Ask("123")).Failure!.Reason.Should().Be(FailureReason.Gone);
        _platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Affiliate_ThatFailsInTheSecondCall_FailsAsThatCall()
    {
        _platform.Answers(Found, """{"error_response":{"error_code":"52101","error_msg":"限流"}}""");
        (await Ask("123")).Failure!.Kind.Should().Be(FailureKind.Throttled);
    }

    [Theory]
    [InlineData("50000", null, FailureKind.Transient, FailureReason.Platform)]
    [InlineData("70033", null, FailureKind.Transient, FailureReason.Platform)]
    [InlineData("50001", "isv.goods-service-error", FailureKind.Transient, FailureReason.Platform)]
    [InlineData("50001", "isv.invalid-parameter", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("50001", "17", FailureKind.Permanent, FailureReason.Platform)]
    [InlineData("10035", null, FailureKind.Unauthorised, FailureReason.TokenExpired)]
    [InlineData("20032", null, FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    [InlineData("20004", null, FailureKind.Permanent, FailureReason.BadCredentials)]
    [InlineData("70032", null, FailureKind.Permanent, FailureReason.NotAllowed)]
    [InlineData("52004", null, FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("99999", null, FailureKind.Permanent, FailureReason.Platform)]
    public async Task Errors_AreJudgedByTheOfficialTable(
        string code,
        string? sub,
        FailureKind kind,
        FailureReason reason
    )
    {
        var subCode = sub is null ? "null" : $"\"{sub}\"";
        _platform.Answers($"{{\"error_response\":{{\"error_code\":\"{code}\",\"sub_code\":{subCode}}}}}");
        var failure = (await Ask("123")).Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
    }

    [Fact]
    public async Task List_OfAWindowOfChanges_IsRefused()
    {
        var query = new ProductListQuery { ModifiedFrom = DateTimeOffset.UnixEpoch };
        var page = await Connector(new()).ListProducts(Account, query, Ct);
        page.Failure!.Detail.Should().Contain("window of changes");
        _platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task List_TellsTheSellersCodeOnlyWhereItIsOne()
    {
        _platform.Answers(
            """
            {"goods_list_get_response":{"total_count":2,"goods_list":[
            {"goods_id":1,"sku_list":[{"outer_id":"A"},{"outer_id":"A"}]},{"goods_id":2,"sku_list":[{"outer_id":"A"},{"outer_id":"B"}]}]}}
            """
        );
        var page = (await Connector(new()).ListProducts(Account, new(), Ct)).Value!;
        page.Items.Select(item => item.SellerCode).Should().Equal("A", null);
    }

    [Fact]
    public async Task Stock_ThatThePlatformDoesNotTake_IsRefusedForGood()
    {
        _platform.Answers("""{"goods_quantity_update_response":{"is_success":false}}""");
        var change = new StockChange("1", 5) { VariantId = "2" };
        var results = await Connector(new()).UpdateStock(Account with { AppKind = "seller" }, [change], Ct);
        results.Single().Outcome.Failure!.Kind.Should().Be(FailureKind.Permanent);
    }

    [Fact]
    public async Task ConnectionTest_OfAnAffiliate_NeedsNoToken()
    {
        _platform.Answers("""{"goods_search_response":{"goods_list":[]}}""");
        var report = await Connector(new()).TestConnection(Account with { AccessToken = null }, Ct);
        report.Value.Should().Be(new ConnectionReport("pdd.ddk.goods.search", TokenProved: false));
    }

    private PinduoduoConnector Connector(PinduoduoOptions options)
    {
        options.GatewayUrl = _platform.Url;
        return new(options, _platform.Transport(options, TimeProvider.System), TimeProvider.System);
    }

    private async Task<PlatformResult<Product>> Ask(string id, PinduoduoOptions? options = null) =>
        (await Connector(options ?? new()).GetProducts(Account, new(id), Ct)).Single().Outcome;
}
