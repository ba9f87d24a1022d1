using Integration.Products;

namespace Integration.Collections;

public sealed class ProductDiffTests
{
    private static readonly Product s_cup = CollectionDesk.Product("1");

    [Fact]
    public void Canonical_LeavesTheRawPayloadsOut() =>
        ProductDiff.Canonical(s_cup).TryGetProperty("raw", out _).Should().BeFalse();

    [Fact]
    public void Between_TheSame_IsEmpty() => Fields(s_cup, s_cup with { Raw = [] }).Should().BeEmpty();

    [Fact]
    public void Between_AnotherInstantAlone_IsEmpty() =>
        Fields(s_cup, s_cup with { ModifiedAt = DateTimeOffset.UnixEpoch }).Should().BeEmpty();

    [Fact]
    public void Between_DecimalsOfTheSameAmount_IsEmpty() =>
        Fields(CollectionDesk.Product("1", 10m), CollectionDesk.Product("1", 10.00m)).Should().BeEmpty();

    [Fact]
    public void Between_TitleAndStatus_NamesBoth() =>
        Fields(s_cup, CollectionDesk.Product("1", title: "Mug") with { Status = ProductStatus.OffSale })
            .Should()
            .BeEquivalentTo("titles", "status");

    [Fact]
    public void Between_PriceOfAVariant_NamesTheVariantAndBothAmounts()
    {
        var changes = ProductDiff.Between(
            ProductDiff.Canonical(s_cup),
            ProductDiff.Canonical(CollectionDesk.Product("1", 12.5m))
        );
        var change = changes.Should().ContainSingle().Subject;
        change.Field.Should().Be("variants[v1].prices");
        Amount(change.Before).Should().Be(10m);
        Amount(change.After).Should().Be(12.5m);
    }

    [Fact]
    public void Between_VariantsInAnotherOrder_IsEmpty()
    {
        ProductVariant[] variants = [new() { Id = "a" }, new() { Id = "b" }];
        Fields(s_cup with { Variants = variants }, s_cup with { Variants = [variants[1], variants[0]] })
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Between_AVariantMoreAndOneLess_NamesBoth()
    {
        var after = s_cup with { Variants = [new ProductVariant { Id = "v2" }] };
        Fields(s_cup, after).Should().BeEquivalentTo("variants[v1]", "variants[v2]");
    }

    [Fact]
    public void Between_VariantsWithoutIds_ComparesByPlace()
    {
        var before = s_cup with { Variants = [new(), new() { SellerCode = "x" }] };
        var after = s_cup with { Variants = [new(), new() { SellerCode = "y" }] };
        Fields(before, after).Should().Equal("variants[#1].seller_code");
    }

    private static string[] Fields(Product before, Product after) =>
        [
            .. ProductDiff
                .Between(ProductDiff.Canonical(before), ProductDiff.Canonical(after))
                .Select(static change => change.Field),
        ];

    private static decimal? Amount(System.Text.Json.JsonElement? prices) =>
        prices?[0].GetProperty("value").GetProperty("amount").GetDecimal();
}
