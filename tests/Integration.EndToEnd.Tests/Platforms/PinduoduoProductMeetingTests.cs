using System.Text.Json;
using Integration.Products;
using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>Creating products and changing prices at Pinduoduo, over HTTP with the sandbox's, which checks signature, token and fields itself.</summary>
public sealed class PinduoduoProductMeetingTests
{
    private const string Fields = """
        {"cat_id":50010850,"cost_template_id":1,"market_price":4400,"detail_gallery":["https://img.sandbox.test/d.jpg"],
        "is_folt":true,"is_pre_sale":false,"is_refundable":true,"second_hand":false,"shipment_limit_second":86400,
        "sku_list":[{"spec_id_list":[20,5],"weight":100},{"spec_id_list":[20,6],"weight":100}]}
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Product_ThatWasCreated_CanBeReadAsItWasAsked()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var written = (await Create(platform, Draft())).Value!;
        var made = (await platform.Ask(written.Id)).Value!;
        made.Titles.Single().Text.Should().Be("连衣裙");
        made.Variants.Select(one => (one.SellerCode, one.Prices[0].Value.Amount, one.Stock[0].Quantity))
            .Should()
            .Equal(("R", 19.99m, 7L), ("B", 20.01m, 0L));
        made.Status.Should().Be(Products.ProductStatus.OffSale, "it waits for its review");
        platform.Sandbox.Counts.Of("pdd.goods.add").Calls.Should().Be(1);
    }

    [Fact]
    public async Task Product_ThatThePlatformRefuses_IsNotThere()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var draft = Draft(Fields.Replace("4400", "2000000000", StringComparison.Ordinal));
        var failure = (await Create(platform, draft)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidRequest));
        failure.Detail.Should().Contain("market_price");
        platform.Sandbox.Catalogue.Products.Should().HaveCount(10);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(99)]
    public async Task Price_OfAVariant_IsChangedAndOfNoOther(int? regularPrice)
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var before = platform.First.Variants;
        var price = new ProductPrice(new(88.88m, "CNY"))
        {
            Regular = regularPrice is { } regular ? new(regular, "CNY") : null,
        };
        var change = new ProductDraft("")
        {
            Id = $"{platform.First.Id}",
            Variants = [new() { Id = $"{before[1].Id}", Prices = [price] }],
        };
        (await Update(platform, change)).Value.Should().Be(new WrittenProduct(change.Id));
        platform.First.Variants[1].PriceFen.Should().Be(8888);
        platform.First.Variants.Where((_, at) => at != 1).Should().Equal(before.Where((_, at) => at != 1));
        var details = platform.Sandbox.Counts.Of("pdd.goods.detail.get").Calls;
        details
            .Should()
            .Be(regularPrice is null ? 1 : 0, "what a single buyer pays is asked for only where it is not told");
    }

    [Fact]
    public async Task Title_IsRefusedWithoutACall()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var change = new ProductDraft("") { Id = $"{platform.First.Id}", Titles = [new("zh", "新")] };
        (await Update(platform, change)).Failure!.Reason.Should().Be(FailureReason.Unsupported);
        platform.Sandbox.Counts.Total.Should().Be(0);
    }

    private static ProductDraft Draft(string fields = Fields) =>
        new("A-1")
        {
            Titles = [new("zh", "连衣裙")],
            Images = [new("https://img.sandbox.test/1.jpg")],
            Variants = [Variant("R", 19.99m, 7), Variant("B", 20.01m, 0)],
            PlatformFields = JsonDocument.Parse(fields).RootElement,
        };

    private static ProductVariant Variant(string code, decimal price, long stock) =>
        new()
        {
            SellerCode = code,
            Prices = [new(new(price, "CNY")) { Regular = new(22m, "CNY") }],
            Stock = [new(stock)],
            Image = new("https://img.sandbox.test/sku.jpg"),
        };

    private static async Task<PlatformResult<WrittenProduct>> Create(ConnectedPlatform platform, ProductDraft draft)
    {
        var results = await ((IProductWrite)platform.Connector).CreateProducts(platform.Account, [draft], Ct);
        results.Single().SellerCode.Should().Be(draft.SellerCode);
        return results.Single().Outcome;
    }

    private static async Task<PlatformResult<WrittenProduct>> Update(ConnectedPlatform platform, ProductDraft draft) =>
        (await ((IProductWrite)platform.Connector).UpdateProducts(platform.Account, [draft], Ct)).Single().Outcome;
}
