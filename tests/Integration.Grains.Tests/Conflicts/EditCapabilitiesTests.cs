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

    private static IReadOnlyList<ProductField> Of(IConnector connector, string? kind = null) =>
        new EditCapabilities(null!, null!, new ConnectorCatalogue([connector])).Of("somewhere", kind).Fields;
}
