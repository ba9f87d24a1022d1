using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms;

/// <summary>What each call of 1688 answers.</summary>
public sealed class Alibaba1688CallTests
{
    private const string List = "com.alibaba.product/alibaba.product.list.get";
    private const string CrossBorder = "com.alibaba.fenxiao.crossborder/product.search.queryProductDetail";

    [Fact]
    public async Task Time_Asked_IsChinas()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);
        scope.Caller.Token = null;

        (await scope.Caller.Call("system/currentTime"))["result"].Should().Be("20261101080000000+0800");
    }

    [Theory]
    [InlineData("en", null, "en", "CNY")]
    [InlineData("ja", "HKD", "ja", "HKD")]
    [InlineData("kr", null, "zh", "CNY")]
    public async Task CrossBorder_LanguageAndCurrency_AreAsAsked(
        string language,
        string? currency,
        string shown,
        string paid
    )
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);
        var product = scope.Platform.Catalogue.Products[0];
        var asked = new JsonObject { ["offerId"] = product.Id, ["country"] = language };
        if (currency is not null)
        {
            asked["currency"] = currency;
        }

        var answer = await scope.Caller.Call(CrossBorder, ("offerDetailParam", asked.ToJsonString()));

        answer["result.result.subject"].Should().Be(product.TitleIn("zh"));
        answer["result.result.subjectTrans"].Should().Be(product.TitleIn(shown));
        answer["result.result.productSkuInfos.0.price"].Should().Be(Money.In(paid, product.Variants[0].PriceFen));
        answer["result.result.status"].Should().Be("published");
    }

    [Fact]
    public async Task CrossBorder_EveryTwentieth_HasPricesForQuantitiesOnly()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688, 30);
        var product = scope.Platform.Catalogue.Products[19];

        var answer = await scope.Caller.Detail(product.Id);

        answer["result.result.productSkuInfos.0.price"].Should().BeNull();
        answer["result.result.productSaleInfo.priceRangeList.0.price"].Should().Be(Money.Yuan(product.PriceFen));
    }

    [Fact]
    public async Task CrossBorder_Gone_SucceedsAsHttpAndFailsInside()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);

        var answer = await scope.Caller.Detail(1);

        answer["result.success"].Should().Be("false");
        answer["result.code"].Should().Be("SP0056");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("""{"offerId":1}""")]
    public async Task CrossBorder_BadParameter_IsRefused(string parameter)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);

        var answer = await scope.Caller.Call(CrossBorder, ("offerDetailParam", parameter));

        answer["error_code"].Should().Be("gw.ParamMissing");
    }

    [Fact]
    public async Task List_PageOfFifty_IsCutToTwenty()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688, 45);
        var seen = new List<string>();

        for (var page = 1; page <= 3; page++)
        {
            var answer = await scope.Caller.Call(
                List,
                ("pageNo", $"{page}"),
                ("pageSize", "50"),
                ("statusList", """["published"]""")
            );
            answer["result.pageResult.totalRecords"].Should().Be("45");
            answer["result.pageResult.sizePerPage"].Should().Be("20");
            seen.AddRange(
                answer.Json["result"]!["pageResult"]!["resultList"]!
                    .AsArray()
                    .Select(one => one!["productID"]!.ToString())
            );
        }

        seen.Should().BeEquivalentTo(scope.Platform.Catalogue.Products.Select(one => $"{one.Id}"));
    }

    [Fact]
    public async Task List_ModifiedWindow_TellsOnlyThose()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);

        var answer = await scope.Caller.Call(
            List,
            ("startModifyTime", "20260101080200000+0800"),
            ("endModifyTime", "20260101080400000+0800")
        );

        answer["result.pageResult.totalRecords"].Should().Be("3");
    }

    [Fact]
    public async Task Detail_OfTheSeller_HasItsSkus()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);
        var product = scope.Platform.Catalogue.Products[0];

        var answer = await scope.Caller.Call(
            "com.alibaba.product/alibaba.product.get",
            ("productID", $"{product.Id}"),
            ("webSite", "1688")
        );

        answer["productInfo.skuInfos.0.cargoNumber"].Should().Be(product.Variants[0].OuterId);
    }
}
