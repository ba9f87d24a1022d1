using Integration.Platforms;
using Integration.Products;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688ConnectorTests : Alibaba1688OnStandIn
{
    private static readonly AccountCredentials Account = new("a", "1000000", "secret") { AccessToken = "token" };

    [Fact]
    public async Task Offer_InALanguage_HasBothTextsAndTheCurrencyAskedFor()
    {
        Platform.Answers(Offer("\"subject\":\"杯\",\"subjectTrans\":\"Cup\""));
        var product = (await Ask(new("1") { Language = "en", Currency = "hkd" })).Value!;
        product.Titles.Should().Equal(new LocalizedText("zh", "杯"), new("en", "Cup"));
        product.Variants.Single().Prices.Single().Value.Should().Be(new Money(7.5m, "HKD"));
        var request = Platform.Requests.Single();
        request
            .Path.Should()
            .Be("/openapi/param2/1/com.alibaba.fenxiao.crossborder/product.search.queryProductDetail/1000000");
        request.Form["offerDetailParam"].Should().Be("""{"offerId":1,"country":"en","currency":"HKD"}""");
    }

    [Fact]
    public async Task Offer_ThatIsNotTranslated_HasNoTranslation()
    {
        Platform.Answers(Offer("\"subject\":\"杯\",\"subjectTrans\":\"杯\""));
        (await Ask(new("1") { Language = "ja" })).Value!.Titles.Should().Equal(new LocalizedText("zh", "杯"));
    }

    [Fact]
    public async Task Offer_InALanguageThatIsNone_IsRefusedWithoutACall()
    {
        (await Ask(new("1") { Language = "kr" })).Failure!.Reason.Should().Be(FailureReason.Unsupported);
        Platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"result":{"success":false,"code":"SP0056","message":"x"}}""", FailureReason.Gone)]
    [InlineData("""{"result":{"success":false,"code":"500","message":"商品不存在"}}""", FailureReason.Gone)]
    [InlineData("""{"success":false,"code":"SP0056","error":"x"}""", FailureReason.Gone)]
    [InlineData("""{"success":"false","errorCode":"E","errorMessage":"no"}""", FailureReason.InvalidRequest)]
    [InlineData("""{"error_code":"gw.SignatureInvalid"}""", FailureReason.BadCredentials)]
    [InlineData("""{"error_code":"gw.APIUnsupported"}""", FailureReason.InvalidRequest)]
    public async Task Errors_ThatStay_AreJudged(string body, FailureReason reason)
    {
        Platform.Answers(new StandInAnswer(body) { Status = 400 });
        var failure = (await Ask(new("1"))).Failure!;
        (failure.Kind, failure.Reason, failure.HttpStatus).Should().Be((FailureKind.Permanent, reason, 400));
    }

    [Fact]
    public async Task Offer_ThatIsNotPublished_IsGoneWithItsStatus()
    {
        Platform.Answers("""{"result":{"success":true,"result":{"offerId":1,"subject":"a","status":"expired"}}}""");
        var failure = (await Ask(new("1"))).Failure!;
        failure.Reason.Should().Be(FailureReason.Gone);
        failure.Detail.Should().Contain("expired");
    }

    [Fact]
    public async Task Variant_WithoutAPrice_LeavesItToThePricesByQuantity()
    {
        Platform.Answers(
            """
            {"result":{"success":true,"result":{"offerId":1,"subject":"a","productSkuInfos":[{"skuId":5}],
            "productSaleInfo":{"priceRangeList":[{"startQuantity":50,"price":"8"},{"startQuantity":2,"price":"9.9"}]}}}}
            """
        );
        var product = (await Ask(new("1"))).Value!;
        product.Variants.Single().Prices.Should().BeEmpty();
        product.Prices.Select(price => (price.MinimumQuantity, price.Value.Amount)).Should().Equal((2, 9.9m), (50, 8m));
    }

    [Fact]
    public async Task Seller_ReadsItsOwnProduct()
    {
        Platform.Answers(
            """
            {"productInfo":{"productID":9,"subject":"杯","status":"published","lastUpdateTime":"20180721172608000+0800",
            "image":{"images":["https://img.example.com/1.jpg"]},"skuInfos":[{"skuId":"7","cargoNumber":"A-1","amountOnSale":"3","price":4.5,
            "attributes":[{"attributeName":"颜色","attributeValue":"红"}]}],"saleInfo":{"priceRanges":[{"startQuantity":1,"price":5}]}}}
            """
        );
        var results = await Connector.GetProducts(Account with { AppKind = "seller" }, new("9"), Ct);
        var product = results.Single().Outcome.Value!;
        product.ModifiedAt.Should().Be(new DateTimeOffset(2018, 7, 21, 9, 26, 8, TimeSpan.Zero));
        var variant = product.Variants.Single();
        (variant.Id, variant.SellerCode, variant.Stock.Single().Quantity).Should().Be(("7", "A-1", 3L));
        variant.Options.Single().Should().Be(new AttributeValue("zh", "颜色", "红"));
    }

    [Fact]
    public async Task List_WithAShortPage_GoesOnToTheFirst()
    {
        Platform.Answers(
            """{"result":{"pageResult":{"totalRecords":41,"resultList":[{"productID":1,"subject":"a"}]}}}"""
        );
        var page = (await Connector.ListProducts(Account, new() { Cursor = "2" }, Ct)).Value!;
        page.NextCursor.Should().Be("1", "a short page proves nothing");
    }

    [Theory]
    [InlineData("20180721172608000+0800", "2018-07-21T09:26:08Z")]
    [InlineData("20180721172608123-0130", "2018-07-21T18:56:08.123Z")]
    [InlineData("20180721172608000", "2018-07-21T09:26:08Z")]
    [InlineData("20180721172608000+9900", null)]
    [InlineData("2018-07-21 17:26:08", null)]
    [InlineData(null, null)]
    public void Time_WithAndWithoutAZone_IsRead(string? text, string? expected) =>
        AopTime
            .Parse(text)
            .Should()
            .Be(
                expected is null
                    ? null
                    : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)
            );

    [Fact]
    public void Time_Written_IsReadAgain()
    {
        var instant = new DateTimeOffset(2026, 11, 24, 23, 59, 59, 1, TimeSpan.Zero);
        AopTime.Text(instant).Should().Be("20261125075959001+0800");
        AopTime.Parse(AopTime.Text(instant)).Should().Be(instant);
    }

    private static string Offer(string texts) =>
        "{\"result\":{\"success\":true,\"result\":{\"offerId\":1,"
        + texts
        + ",\"productSkuInfos\":[{\"price\":\"7.5\"}]}}}";

    private async Task<PlatformResult<Product>> Ask(ProductQuery query) =>
        (await Connector.GetProducts(Account, query, Ct)).Single().Outcome;
}
