using Integration.Products;

namespace Integration.Platforms;

public sealed class ProductDraftTests
{
    private static readonly ProductPrice s_nine = new(new Money(9, "EUR"));

    [Fact]
    public void After_AChangeOfAnotherVariant_KeepsBoth()
    {
        var joined = Variant("blue", s_nine).After(Variant("red", s_nine));
        joined.Variants.Select(static one => one.Id).Should().Equal("red", "blue");
    }

    [Fact]
    public void After_AChangeOfAnotherFieldOfOneVariant_KeepsBothFields()
    {
        var older = Draft() with { Variants = [new ProductVariant { Id = "red", Stock = [new StockLevel(4)] }] };
        var one = Variant("red", s_nine).After(older).Variants.Should().ContainSingle().Subject;
        one.Prices.Should().Equal(s_nine);
        one.Stock.Should().Equal(new StockLevel(4));
    }

    [Fact]
    public void After_AChangeOfOneField_TakesTheNewerValue()
    {
        var dear = new ProductPrice(new Money(90, "EUR"));
        Variant("red", s_nine).After(Variant("red", dear)).Variants.Single().Prices.Should().Equal(s_nine);
    }

    [Fact]
    public void After_ATitleInAnotherLanguage_KeepsBoth()
    {
        var newer = Draft() with { Titles = [new LocalizedText("en", "Mug"), new LocalizedText("de", "Becher")] };
        var older = Draft() with { Titles = [new LocalizedText("zh", "杯"), new LocalizedText("de", "Tasse")] };
        newer
            .After(older)
            .Titles.Should()
            .Equal(new LocalizedText("zh", "杯"), new LocalizedText("de", "Becher"), new LocalizedText("en", "Mug"));
    }

    private static ProductDraft Variant(string id, ProductPrice price) =>
        Draft() with
        {
            Variants = [new ProductVariant { Id = id, Prices = [price] }],
        };

    private static ProductDraft Draft() => new("") { Id = "1" };
}
