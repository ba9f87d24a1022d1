using Integration.Platforms;
using Integration.Products;

namespace Integration.AliExpress;

public sealed class AliExpressConnectorTests : IAsyncLifetime
{
    private static readonly AccountCredentials Account = new("a", "123456", "secret") { AccessToken = "token" };
    private StandIn _platform = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _platform = await StandIn.Start();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Product_IsAskedForInLanguageCurrencyAndCountry()
    {
        _platform.Answers(Body(Sku("1", "Black", null, "1.01", 5)));
        var product = (
            await Ask(
                new("1")
                {
                    Language = "pt-BR",
                    Currency = "eur",
                    Country = "de",
                }
            )
        ).Value!;
        product.Country.Should().Be("DE");
        product.Titles.Should().Equal(new LocalizedText("pt-BR", "Cup"));
        product.Variants.Single().Prices.Single().Value.Currency.Should().Be("EUR");
        var form = _platform.Requests.Single().Form;
        (form["target_language"], form["target_currency"], form["ship_to_country"]).Should().Be(("pt_BR", "EUR", "DE"));
        form.Should().Contain("session", "token").And.NotContainKey("access_token");
    }

    [Fact]
    public async Task Token_UnderTheDocumentsName_IsAnOption()
    {
        _platform.Answers(Body(Sku("1", "Black", null, "1.01", 5)));
        await Ask(new("1"), new() { TokenField = "access_token" });
        _platform.Requests.Single().Form.Should().Contain("access_token", "token").And.NotContainKey("session");
    }

    [Fact]
    public async Task Variants_ThatDifferByPlaceOnly_AreOneWithStockByPlace()
    {
        _platform.Answers(
            Body(
                Sku("1", "Black", "China", "2.00", 5),
                Sku("2", "Black", "Spain", "1.50", 0),
                Sku("3", "White", "China", "3.00", 7)
            )
        );
        var variants = (await Ask(new("1"))).Value!.Variants;
        variants.Should().HaveCount(2);
        variants[0].Options.Should().Equal(new AttributeValue("en", "Color", "Black"));
        variants[0].Prices.Single().Value.Amount.Should().Be(1.5m, "the lowest of all places");
        variants[0]
            .Stock.Should()
            .Equal(
                new StockLevel(5) { Warehouse = "China", VariantId = "1" },
                new StockLevel(0) { Warehouse = "Spain", VariantId = "2" }
            );
        variants[1].Id.Should().Be("3");
    }

    [Theory]
    [InlineData("""{"error_response":{"code":15,"msg":"Remote service error","sub_code":"ITEM_ID_NOT_FOUND"}}""")]
    [InlineData("""{"code":"ITEM_ID_NOT_FOUND","type":"ISV","message":"x"}""")]
    [InlineData(
        """{"error_response":{"code":15,"sub_code":"isv.x","sub_msg":"Item is not allowed to this country"}}"""
    )]
    [InlineData("""{"result":{"ae_item_base_info_dto":{"subject":"a","product_status_type":"offline"}}}""")]
    [InlineData("""{"result":{"rsp_code":605}}""")]
    public async Task Product_ThatIsNotThereForThisQuery_IsGone(string body)
    {
        _platform.Answers(body);
        var failure = (await Ask(new("1"))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.Gone));
    }

    [Theory]
    [InlineData("""{"type":"ISV","code":"IncompleteSignature"}""", FailureKind.Permanent, FailureReason.BadCredentials)]
    [InlineData("""{"type":"ISV","code":"AppWhiteIpLimit"}""", FailureKind.Permanent, FailureReason.BadCredentials)]
    [InlineData("""{"type":"SYSTEM","code":"Oops"}""", FailureKind.Transient, FailureReason.Platform)]
    [InlineData("""{"type":"ISV","code":"AppCallLimit"}""", FailureKind.Throttled, FailureReason.RateLimit)]
    [InlineData(
        """{"aliexpress_ds_product_get_response":{"error_response":{"code":15,"sub_code":"isp.timeout"}}}""",
        FailureKind.Transient,
        FailureReason.Platform
    )]
    public async Task Errors_InAllTheirForms_AreJudged(string body, FailureKind kind, FailureReason reason)
    {
        _platform.Answers(body);
        var failure = (await Ask(new("1"))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
        (failure.RetryAfter is not null).Should().Be(kind == FailureKind.Throttled);
    }

    [Fact]
    public async Task List_WithoutSuccess_IsAFailureWhateverElseItHolds()
    {
        _platform.Answers(
            """{"result":{"success":false,"error_code":"13001","error_message":"no","product_count":0}}"""
        );
        var page = await Connector(new()).ListProducts(Account, new(), Ct);
        page.Failure!.Code.Should().Be("13001");
        page.Failure.Kind.Should().Be(FailureKind.Permanent);
    }

    private static string Body(params string[] skus) =>
        "{\"result\":{\"rsp_code\":200,\"ae_item_base_info_dto\":{\"subject\":\"Cup\"},\"ae_item_sku_info_dtos\":["
        + string.Join(',', skus)
        + "]}}";

    private static string Sku(string id, string colour, string? place, string price, int stock)
    {
        var shipsFrom = place is null
            ? ""
            : $",{{\"sku_property_name\":\"Ships From\",\"sku_property_value\":\"{place}\"}}";
        return $"{{\"sku_id\":\"{id}\",\"offer_sale_price\":\"{price}\",\"sku_available_stock\":{stock},"
            + $"\"ae_sku_property_dtos\":[{{\"sku_property_name\":\"Color\",\"sku_property_value\":\"{colour}\"}}{shipsFrom}]}}";
    }

    private AliExpressConnector Connector(AliExpressOptions options)
    {
        (options.SyncUrl, options.RestUrl) = (new(_platform.Url, "/sync"), new(_platform.Url, "/rest"));
        return new(options, _platform.Transport(options, TimeProvider.System), TimeProvider.System);
    }

    private async Task<PlatformResult<Product>> Ask(ProductQuery query, AliExpressOptions? options = null) =>
        (await Connector(options ?? new()).GetProducts(Account, query, Ct)).Single().Outcome;
}
