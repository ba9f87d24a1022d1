using Integration.Products;

namespace Integration.Platforms;

public sealed class ProductLanguagesTests
{
    [Fact]
    public void Merge_OfTwoLanguages_HasBothTextsOnce()
    {
        var merged = ProductLanguages.Merge(
            Product("en", "Cup", "Red"),
            Product("fr", "Tasse", "Rouge"),
            Product("en", "Mug", "Red")
        );
        merged.Titles.Should().Equal(new LocalizedText("en", "Cup"), new("fr", "Tasse"));
        merged.Attributes.Should().HaveCount(2);
        merged.Variants.Single().Options.Select(option => option.Value).Should().Equal("Red", "Rouge");
        merged.Raw.Should().HaveCount(3);
    }

    [Fact]
    public void Merge_OfVariantsWithoutIds_MatchesThemByPosition()
    {
        var first = Product("zh", "杯", "红") with
        {
            Variants = [Variant(null, "zh", "红"), Variant(null, "zh", "白")],
        };
        var other = Product("en", "Cup", "Red") with
        {
            Variants = [Variant(null, "en", "Red"), Variant(null, "en", "White")],
        };
        var merged = ProductLanguages.Merge(first, other);
        merged.Variants[1].Options.Select(option => option.Value).Should().Equal("白", "White");
        ProductLanguages
            .Merge(first, other with { Variants = other.Variants[..1] })
            .Variants[0]
            .Options.Should()
            .ContainSingle("variants that do not match are not mixed up");
    }

    [Fact]
    public void Merge_OfTwoCurrencies_HasThePricesOfBoth_EachOnce()
    {
        var merged = ProductLanguages.Merge(In("USD", 2), In("EUR", 1.9m), In("USD", 7));

        merged.Prices.Select(static one => one.Value).Should().Equal(new Money(2, "USD"), new Money(1.9m, "EUR"));
        merged
            .Variants.Single()
            .Prices.Select(static one => one.Value)
            .Should()
            .Equal(new Money(2, "USD"), new Money(1.9m, "EUR"));

        static Product In(string currency, decimal amount)
        {
            ProductPrice[] prices = [new(new Money(amount, currency))];
            var product = Product("en", "Cup", "Red");
            return product with { Prices = prices, Variants = [product.Variants[0] with { Prices = prices }] };
        }
    }

    [Fact]
    public void Merge_OfTwoProducts_IsABug()
    {
        var merging = () => ProductLanguages.Merge(Product("en", "a", "b"), Product("en", "a", "b") with { Id = "2" });
        merging.Should().Throw<ArgumentException>();
    }

    private static Product Product(string language, string title, string colour) =>
        new()
        {
            Platform = "p",
            Id = "1",
            Titles = [new(language, title)],
            Attributes = [new(language, "n", language)],
            Variants = [Variant("v", language, colour)],
            Raw = [new([1], null)],
        };

    private static ProductVariant Variant(string? id, string language, string colour) =>
        new() { Id = id, Options = [new(language, "c", colour)] };
}
