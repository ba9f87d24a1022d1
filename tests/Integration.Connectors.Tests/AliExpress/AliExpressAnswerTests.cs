using Integration.Platforms;
using Integration.Products;

namespace Integration.AliExpress;

public sealed class AliExpressAnswerTests : IAsyncLifetime
{
    private static readonly AccountCredentials Account = new("a", "123456", "app-secret")
    {
        AccessToken = "access-token",
    };
    private StandIn _platform = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _platform = await StandIn.Start();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Variants_WithoutAPlace_StayApartThoughTheirOptionsReadAlike()
    {
        _platform.Answers(Body(Sku("1", Colour("14", "193", "Black")), Sku("2", Colour("14", "193", "Black"))));
        (await Ask()).Value!.Variants.Select(variant => variant.Id).Should().Equal("1", "2");
    }

    [Fact]
    public async Task Variants_WithoutPlaceAndId_StayApart()
    {
        _platform.Answers(Body("""{"offer_sale_price":"1"}""", """{"offer_sale_price":"2"}"""));
        (await Ask()).Value!.Variants.Should().HaveCount(2);
    }

    [Fact]
    public async Task Variants_AtPlaces_AreOneByTheIdsOfTheirOptions()
    {
        _platform.Answers(
            Body(
                Sku("1", Colour("14", "193", "Black"), Place("China")),
                Sku("2", Colour("14", "193", "Black"), Place("Spain")),
                Sku("3", Colour("14", "200", "Black"), Place("China"))
            )
        );
        var variants = (await Ask()).Value!.Variants;
        variants.Select(variant => variant.Id).Should().Equal("1", "3");
        variants[0].Stock.Select(level => level.Warehouse).Should().Equal("China", "Spain");
    }

    [Fact]
    public async Task Variants_AtPlacesWithAnOptionThatCannotBeRead_StayApart()
    {
        _platform.Answers(Body(Sku("1", "{\"x\":1}", Place("China")), Sku("2", "{\"x\":2}", Place("Spain"))));
        (await Ask()).Value!.Variants.Should().HaveCount(2);
    }

    [Fact]
    public async Task Price_OfAPromotionOfNothing_IsTheRegularOne()
    {
        _platform.Answers(Body("""{"sku_id":"1","offer_sale_price":"0.00","sku_price":"2.02"}"""));
        (await Ask()).Value!.Variants.Single().Prices.Single().Value.Amount.Should().Be(2.02m);
    }

    [Theory]
    [InlineData("605", FailureKind.Permanent, FailureReason.Gone)]
    [InlineData("ApiCallLimit", FailureKind.Throttled, FailureReason.RateLimit)]
    [InlineData("IllegalAccessToken", FailureKind.Unauthorised, FailureReason.TokenExpired)]
    public async Task Product_WithACodeInOrBesideTheResult_IsJudgedWithTheCall(
        string code,
        FailureKind kind,
        FailureReason reason
    )
    {
        var told = $"\"rsp_code\":\"{code}\",\"rsp_msg\":\"no access-token\"";
        foreach (var body in (string[])[$"{{\"result\":{{{told}}}}}", $"{{\"result\":{{\"a\":1}},{told}}}"])
        {
            _platform.Answers(body);
            var failure = (await Ask()).Failure!;
            (failure.Kind, failure.Reason, failure.Code).Should().Be((kind, reason, code));
            (failure.RetryAfter is not null).Should().Be(kind == FailureKind.Throttled);
            failure.Detail.Should().NotContain("access-token");
        }
    }

    [Theory]
    [InlineData(503, FailureKind.Transient)]
    [InlineData(429, FailureKind.Throttled)]
    public async Task Product_WithAnUnknownCodeAndAStatusOfItsOwn_IsNotGone(int status, FailureKind kind)
    {
        _platform.Answers(new StandInAnswer("""{"result":{"rsp_code":"503","rsp_msg":"busy"}}""") { Status = status });
        (await Ask()).Failure!.Kind.Should().Be(kind);
    }

    [Fact]
    public async Task List_ThatIsThrottledInItsResult_HasAWaitAndNoSecret()
    {
        _platform.Answers(
            """{"result":{"success":false,"error_code":"ApiCallLimit","error_message":"slow down access-token"}}"""
        );
        var failure = (await Connector().ListProducts(Account, new(), Ct)).Failure!;
        (failure.Kind, failure.RetryAfter).Should().Be((FailureKind.Throttled, TimeSpan.FromSeconds(5)));
        failure.Detail.Should().NotContain("access-token");
    }

    private static string Body(params string[] skus) =>
        "{\"result\":{\"rsp_code\":200,\"ae_item_base_info_dto\":{\"subject\":\"Cup\"},\"ae_item_sku_info_dtos\":["
        + string.Join(',', skus)
        + "]}}";

    private static string Sku(string id, params string[] properties) =>
        $"{{\"sku_id\":\"{id}\",\"offer_sale_price\":\"1\",\"sku_available_stock\":1,\"ae_sku_property_dtos\":["
        + string.Join(',', properties)
        + "]}";

    private static string Colour(string option, string value, string name) =>
        $$"""{"sku_property_id":{{option}},"property_value_id":{{value}},"sku_property_name":"Color","sku_property_value":"{{name}}"}""";

    private static string Place(string place) =>
        $$"""{"sku_property_id":200007763,"sku_property_name":"Ships From","sku_property_value":"{{place}}"}""";

    private AliExpressConnector Connector()
    {
        var options = new AliExpressOptions
        {
            SyncUrl = new(_platform.Url, "/sync"),
            RestUrl = new(_platform.Url, "/rest"),
        };
        return new(options, _platform.Transport(options, TimeProvider.System), TimeProvider.System);
    }

    private async Task<PlatformResult<Product>> Ask() =>
        (await Connector().GetProducts(Account, new("1"), Ct)).Single().Outcome;
}
