using System.Reflection;
using Integration.Catalogue;
using Integration.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Market;

/// <summary>A platform is a folder and one line of registration.</summary>
public sealed class MarketFolderTests
{
    private static readonly string Folder = FolderOf();

    [Theory]
    [InlineData("MarketOptions")]
    [InlineData("MarketSignature")]
    [InlineData("MarketErrors")]
    [InlineData("MarketDeclaration")]
    [InlineData("MarketClient")]
    [InlineData("MarketMapper")]
    [InlineData("MarketConnector")]
    [InlineData("MarketRegistration")]
    [InlineData("MarketConformanceTests")]
    public void Folder_HasWhatTheDocumentNames(string file)
    {
        File.Exists(Path.Combine(Folder, $"{file}.cs")).Should().BeTrue();
        if (!file.EndsWith("Tests", StringComparison.Ordinal))
        {
            File.ReadAllText(Path.Combine(Root(), "docs", "howto", "add-a-connector.md"))
                .Should()
                .Contain($"{file}.cs");
        }
    }

    [Fact]
    public void Platform_StandsInNoOtherFolder()
    {
        var sources = new[] { "src", "tests" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .ToArray();
        sources.Should().HaveCountGreaterThan(500, "a rule about nothing passes silently");
        sources
            .Where(file => Path.GetDirectoryName(file) != Folder)
            // Other tests have it as their counterpart, and may.
            .Where(file => !file.Contains("/tests/Integration.Grains.Tests/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("Integration.Market", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root(), file))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Types_UseOnlyWhatAllPlatformsShare()
    {
        string[] others =
        [
            "Integration.Taobao",
            "Integration.Alibaba1688",
            "Integration.Pinduoduo",
            "Integration.AliExpress",
            "Integration.Temu",
        ];
        var used = Directory
            .EnumerateFiles(Folder, "Market*.cs")
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal))
            .ToArray();
        used.Should().NotBeEmpty();
        used.Where(line => others.Any(other => line.Contains(other, StringComparison.Ordinal))).Should().BeEmpty();
    }

    [Fact]
    public void Registration_OfOneLine_MakesItLikeAnyOther()
    {
        using var provider = new ServiceCollection().AddMarket().BuildServiceProvider();
        var catalogue = provider.GetRequiredService<ConnectorCatalogue>();
        catalogue.TryFind<IProductWrite>("market", out _).Should().BeTrue();
        ConnectorCapabilities
            .Of(catalogue.Connectors.Single())
            .Should()
            .Equal(
                ConnectorCapability.ProductDetails,
                ConnectorCapability.ProductList,
                ConnectorCapability.TokenRefresh,
                ConnectorCapability.ConnectionTest,
                ConnectorCapability.ProductWrite,
                ConnectorCapability.StockUpdate,
                ConnectorCapability.OrderPush,
                ConnectorCapability.TokenExchange
            );
        CapabilityTable
            .Write(catalogue)
            .Should()
            .Contain(
                "| market | seller | the own shop's | 20 | yes | zh, en | CNY | – | 50 created, 50 changed, 100 stock levels, 20 orders |"
            );
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

    private static string FolderOf() =>
        Path.Combine(Root(), "tests", Assembly.GetExecutingAssembly().GetName().Name!, "Market");
}
