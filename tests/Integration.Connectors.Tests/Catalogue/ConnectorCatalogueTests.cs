using System.Text.Json;
using Integration.Alibaba1688;
using Integration.Json;
using Integration.Links;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Integration.Taobao;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Integration.Catalogue;

public sealed class ConnectorCatalogueTests
{
    // Of the platforms that are shipped one writes.
    private static readonly ConnectorCapability[] Writing =
    [
        ConnectorCapability.ProductWrite,
        ConnectorCapability.StockUpdate,
        ConnectorCapability.Logistics,
    ];

    private static readonly ConnectorCapability[] Orders =
    [
        ConnectorCapability.OrderList,
        ConnectorCapability.OrderDetails,
    ];

    [Fact]
    public void Catalogue_FromTheRegistrations_KnowsWhatEachCanDo()
    {
        var catalogue = Catalogues.All();
        catalogue
            .Connectors.Select(connector => connector.Declaration.Platform)
            .Should()
            .Equal("alibaba1688", "aliexpress", "pinduoduo", "taobao", "temu", "vendure");
        foreach (var connector in catalogue.Connectors.SkipLast(2))
        {
            // Those that list orders say so in their declaration.
            var absent = connector.Declaration.Orders is null ? [.. Writing, .. Orders] : Writing;
            ConnectorCapability[] own = connector.Declaration.Platform == "pinduoduo" ? Writing : [];
            ConnectorCapability[] others =
                connector.Declaration.Platform == "alibaba1688"
                    ? []
                    : [ConnectorCapability.WebhookParsing, ConnectorCapability.OrderPush];
            ConnectorCapability[] unresolved = connector is ILinkResolution ? [] : [ConnectorCapability.LinkResolution];
            ConnectorCapabilities
                .Of(connector)
                .Should()
                .Equal(
                    Enum.GetValues<ConnectorCapability>().Except(absent.Except(own)).Except(others).Except(unresolved)
                );
        }

        ConnectorCapabilities
            .Of(catalogue.Connectors[^2])
            .Should()
            .Equal(
                ConnectorCapability.ProductList,
                ConnectorCapability.ConnectionTest,
                ConnectorCapability.OrderList,
                ConnectorCapability.OrderDetails,
                ConnectorCapability.Logistics,
                ConnectorCapability.TokenExchange
            );
        ConnectorCapabilities
            .Of(catalogue.Connectors[^1])
            .Should()
            .Equal(
                ConnectorCapability.ProductList,
                ConnectorCapability.TokenRefresh,
                ConnectorCapability.ConnectionTest,
                ConnectorCapability.OrderList,
                ConnectorCapability.OrderDetails
            );

        catalogue
            .Connectors.Where(connector => connector is IOrderList)
            .Select(connector => connector.Declaration.Platform)
            .Should()
            .Equal("alibaba1688", "aliexpress", "pinduoduo", "taobao", "temu", "vendure");
        catalogue.TryFind<IStockUpdate>("pinduoduo", out _).Should().BeTrue();
        catalogue
            .Connectors.Where(connector => connector is ILogistics)
            .Select(connector => connector.Declaration.Platform)
            .Should()
            .Equal("pinduoduo", "temu");
        catalogue
            .Connectors.Where(connector => connector is ILinkResolution)
            .Select(connector => connector.Declaration.Platform)
            .Should()
            .Equal("pinduoduo", "taobao");
        catalogue.TryFind<IProductDetails>("taobao", out var taobao).Should().BeTrue();
        taobao!.Declaration.DisplayName.Should().Be("Taobao, Tmall");
        catalogue.TryFind<IProductDetails>("Taobao", out _).Should().BeFalse("names are case-sensitive");
        catalogue.TryFind<IProductDetails>("temu", out _).Should().BeFalse();
        catalogue.TryFind<IConnector>("shopware", out _).Should().BeFalse();
    }

    [Fact]
    public void Catalogue_FindsACapabilityOnlyWhereItIs()
    {
        var catalogue = new ConnectorCatalogue([new LinksOnly("one")]);
        catalogue.TryFind<IProductLinks>("one", out _).Should().BeTrue();
        catalogue.TryFind<IProductDetails>("one", out _).Should().BeFalse();
        ConnectorCapabilities.Of(catalogue.Connectors[0]).Should().Equal(ConnectorCapability.ProductLinks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("ä")]
    public void Catalogue_WithANameThatIsNone_IsRefused(string name)
    {
        var making = () => new ConnectorCatalogue([new LinksOnly(name)]);
        making.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Catalogue_WithTwoOfOneName_IsRefused()
    {
        var making = () => new ConnectorCatalogue([new LinksOnly("one"), new LinksOnly("one")]);
        making.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Options_OutOfTheirRange_AreAllToldAtOnce()
    {
        var services = new ServiceCollection().AddTaobao(options =>
        {
            options.CallTimeout = TimeSpan.Zero;
            options.MaxAnswerBytes = 1;
            options.TopUrl = new("http://gw.api.taobao.com/router/rest");
            options.AffiliateScene = 9;
        });
        using var provider = services.BuildServiceProvider();
        var building = () => provider.GetRequiredService<ConnectorCatalogue>();
        building
            .Should()
            .Throw<OptionsValidationException>()
            .Which.Failures.Should()
            .HaveCount(4)
            .And.Contain(failure => failure.Contains("TopUrl", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/x", true)]
    [InlineData("https://example.com/x", true)]
    [InlineData("https://user:word@example.com/x", false)]
    [InlineData("ftp://example.com/x", false)]
    [InlineData("/relative", false)]
    public void Options_WithAUrl_AreValidOnlyWhereItIsSafe(string url, bool isValid)
    {
        var validation = new PlatformOptionsValidation<TaobaoOptions>();
        var options = new TaobaoOptions { TopUrl = new(url, UriKind.RelativeOrAbsolute) };
        validation.Validate(null, options).Succeeded.Should().Be(isValid);
    }

    [Theory]
    [InlineData("USD", true)]
    [InlineData("usd", false)]
    [InlineData("US", false)]
    [InlineData("DOLLARS", false)]
    [InlineData("", false)]
    public void Options_WithACurrency_AreValidOnlyWhereItIsACode(string currency, bool isValid)
    {
        var validation = new PlatformOptionsValidation<Alibaba1688Options>();
        var result = validation.Validate(null, new Alibaba1688Options { Currencies = ["HKD", currency] });
        result.Succeeded.Should().Be(isValid);
        (result.FailureMessage ?? "Currencies").Should().Contain("Currencies");
    }

    [Fact]
    public void Expander_IsRegisteredOverTheSameCatalogue()
    {
        using var provider = Catalogues.Registered().AddProductLinks().BuildServiceProvider();
        provider.GetRequiredService<LinkExpander>().Should().NotBeNull();
    }

    [Fact]
    public void Document_OfTheConnectors_IsWhatTheCatalogueSays()
    {
        const string begin = "<!-- generated: begin -->\n";
        const string end = "<!-- generated: end -->\n";
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "connectors.md"));
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        (from >= 0 && to > from).Should().BeTrue("the document has both marks");
        var expected = CapabilityTable.Write(Catalogues.All());
        var fresh = Path.Combine(AppContext.BaseDirectory, "connectors.md");
        File.WriteAllText(fresh, text[..(from + begin.Length)] + expected + text[to..]);
        text[(from + begin.Length)..to].Should().Be(expected, $"docs/connectors.md is stale; the fresh one is {fresh}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Integration.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    private sealed class LinksOnly(string name) : IProductLinks
    {
        public ConnectorDeclaration Declaration { get; } =
            new()
            {
                Platform = name,
                DisplayName = name,
                BaseUrls = [],
                TimeZoneId = "UTC",
                AppKinds = [new("any", "none", 1, NeedsToken: false)],
            };

        public ProductLink? ReadLink(Uri url) => null;

        public bool IsLinkHost(string host) => false;
    }

    [Fact]
    public void Lists_TellFieldsThatThereAre()
    {
        var order = Fields(new Order { Platform = "p", Number = "1" });
        var line = Fields(new OrderLine("1")).Select(static name => $"lines.{name}");
        var product = Fields(new ProductListItem("1", ""));
        foreach (var declaration in Catalogues.All().Connectors.Select(static one => one.Declaration))
        {
            (declaration.Orders?.Tells ?? []).Should().BeSubsetOf([.. order, .. line], declaration.Platform);
            (declaration.List?.Tells ?? []).Should().BeSubsetOf(product, declaration.Platform);
        }

        static string[] Fields(object record) =>
            [.. JsonSerializer.SerializeToNode(record, WireJson.Options)!.AsObject().Select(static one => one.Key)];
    }
}
