using Integration.Catalogue;
using Integration.Platforms;
using NSubstitute;

namespace Integration.Conflicts;

public sealed class EditCapabilitiesTests
{
    private static readonly WritingConnector s_whole = new();

    [Fact]
    public void Of_APlatformThatWritesAndTells_IsEachField() =>
        Of(s_whole).Should().Equal(ProductField.Title, ProductField.Price, ProductField.Stock);

    [Fact]
    public void Of_AKindOfAppThatWritesNothing_IsNone() => Of(s_whole, "another").Should().BeEmpty();

    [Fact]
    public void Of_APlatformThatTellsNoProductByItsId_IsNone()
    {
        var blind = Substitute.For<IStockUpdate>();
        blind.Declaration.Returns(s_whole.Declaration);
        Of(blind).Should().BeEmpty();
    }

    [Fact]
    public void Of_APlatformThatTakesStockOnly_IsThat()
    {
        var stock = Substitute.For<IStockUpdate, IProductDetails>();
        stock.Declaration.Returns(s_whole.Declaration);
        Of(stock).Should().Equal(ProductField.Stock);
    }

    [Theory]
    [InlineData(false, true, ProductField.Price)]
    [InlineData(true, false, ProductField.Title)]
    public void Of_APlatformThatTakesOneFieldOfAProduct_IsThat(bool titles, bool prices, ProductField only)
    {
        var kinds = s_whole.Declaration.AppKinds;
        var limits = kinds[0].Batches! with { StockUpdates = 0, ChangesTitles = titles, ChangesPrices = prices };
        var writer = Substitute.For<IProductWrite, IProductDetails>();
        writer.Declaration.Returns(s_whole.Declaration with { AppKinds = [kinds[0] with { Batches = limits }] });
        Of(writer).Should().Equal(only);
    }

    private static IReadOnlyList<ProductField> Of(IConnector connector, string? kind = null) =>
        new EditCapabilities(null!, null!, new ConnectorCatalogue([connector])).Of("somewhere", kind).Fields;
}
