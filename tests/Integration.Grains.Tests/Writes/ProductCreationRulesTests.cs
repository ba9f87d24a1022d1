using System.Text;
using Integration.Accounts;
using Integration.Platforms;

namespace Integration.Writes;

public sealed class ProductCreationRulesTests
{
    private const string Titles = "\"titles\":[{\"language\":\"zh\",\"text\":\"杯\"}]";

    [Fact]
    public void Drafts_OfAWholeRequest_HoldAllOfIt()
    {
        var draft = Read(
            $$$"""
            {"products":[{"seller_code":"A",{{{Titles}}},"descriptions":[{"language":"zh","text":"好"}],
            "images":["https://img.example.com/1.jpg"],"attributes":[{"language":"zh","name":"材质","value":"棉"}],
            "variants":[{"seller_code":"A-R","options":[{"language":"zh","name":"颜色","value":"红"}],
            "price":{"amount":19.9,"currency":"CNY"},"regular_price":{"amount":22,"currency":"CNY"},"stock":7,
            "image":"https://img.example.com/2.jpg"}],"platform_fields":{"cat_id":1}}]}
            """
        )
            .Value!.Single();
        (draft.SellerCode, draft.Titles[0].Text, draft.Descriptions[0].Text).Should().Be(("A", "杯", "好"));
        (draft.Images[0].Url, draft.Attributes[0].Value).Should().Be(("https://img.example.com/1.jpg", "棉"));
        var variant = draft.Variants.Single();
        (variant.SellerCode, variant.Stock[0].Quantity).Should().Be(("A-R", 7L));
        (variant.Prices[0].Value.Amount, variant.Prices[0].Regular!.Amount).Should().Be((19.9m, 22m));
        (variant.Options[0].Name, variant.Image!.Url).Should().Be(("颜色", "https://img.example.com/2.jpg"));
        draft.PlatformFields!.Value.GetProperty("cat_id").GetInt32().Should().Be(1);
    }

    [Theory]
    [InlineData("\"seller_code\":\" \"", "products[0].seller_code")]
    [InlineData("\"seller_code\":\"A\",\"price\":{\"amount\":-1,\"currency\":\"CNY\"}", "products[0].price")]
    [InlineData("\"seller_code\":\"A\",\"price\":{\"amount\":1,\"currency\":\"yuan\"}", "products[0].price")]
    [InlineData(
        "\"seller_code\":\"A\",\"regular_price\":{\"amount\":1,\"currency\":\"CNY\"}",
        "products[0].regular_price"
    )]
    [InlineData("\"seller_code\":\"A\",\"stock\":-1", "products[0].stock")]
    [InlineData("\"seller_code\":\"A\",\"images\":[\"ftp://a/b\"]", "products[0].images[0]")]
    [InlineData("\"seller_code\":\"A\",\"images\":[null]", "products[0].images[0]")]
    [InlineData("\"seller_code\":\"A\",\"platform_fields\":[1]", "products[0].platform_fields")]
    [InlineData(
        "\"seller_code\":\"A\",\"descriptions\":[{\"language\":\"?\",\"text\":\"x\"}]",
        "products[0].descriptions[0].language"
    )]
    [InlineData("\"seller_code\":\"A\",\"variants\":[{\"stock\":-1}]", "products[0].variants[0].stock")]
    [InlineData("\"seller_code\":\"A\",\"variants\":[{\"image\":\"x\"}]", "products[0].variants[0].image")]
    [InlineData(
        "\"seller_code\":\"A\",\"attributes\":[{\"language\":\"zh\",\"name\":\"\",\"value\":\"x\"}]",
        "products[0].attributes[0]"
    )]
    public void Drafts_OfAFaultyProduct_NameTheField(string fields, string named)
    {
        var problem = Read($$$"""{"products":[{{{{Titles}}},{{{fields}}}}]}""").Problem!;
        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem.Errors!.Keys.Should().Equal(named);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Drafts_OfNoneOrTooMany_AreRefused(int count)
    {
        var products = Enumerable.Range(0, count).Select(static n => $"{{\"seller_code\":\"{n}\",{Titles}}}");
        Read($$$"""{"products":[{{{string.Join(',', products)}}}]}""").Problem!.Errors!.Keys.Should().Equal("products");
    }

    [Fact]
    public void Drafts_OfOneCodeTwice_AreRefusedBecauseTheyWouldBeTwoProducts()
    {
        var problem = Read(
            $$$"""{"products":[{"seller_code":"A",{{{Titles}}}},{"seller_code":"A",{{{Titles}}}}]}"""
        ).Problem!;
        problem.Errors!.Keys.Should().Equal("products[1].seller_code");
    }

    [Fact]
    public void Account_ThatCannotBeUsed_IsToldByWhetherItPasses()
    {
        var passing = new PlatformFailure(FailureKind.Transient, FailureReason.Network, "Away.");
        var lasting = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "Disabled.");
        AccountProblems.Unusable(passing).Status.Should().Be(503);
        AccountProblems.Unusable(lasting).Slug.Should().Be("account-unusable");
    }

    private static Problems.Outcome<ProductDraft[]> Read(string json) =>
        ProductCreationRules.Drafts(Encoding.UTF8.GetBytes(json), new ProductCreationOptions { MaxProducts = 3 });
}
