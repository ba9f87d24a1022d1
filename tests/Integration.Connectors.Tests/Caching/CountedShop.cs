using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Caching;

/// <summary>A platform that counts what it is asked, and answers when and what the test says.</summary>
internal sealed class CountedShop : IProductDetails, IProductList
{
    /// <summary>The ids of each call, in the order of the calls.</summary>
    public ConcurrentQueue<string[]> Calls { get; } = new();

    public int ListCalls { get; private set; }

    /// <summary>Every call waits for it.</summary>
    public Task Open { get; set; } = Task.CompletedTask;

    /// <summary>What it answers for an id.</summary>
    public Func<string, PlatformResult<Product>> Answer { get; set; }

    public ConnectorDeclaration Declaration { get; init; } =
        new()
        {
            Platform = "shop",
            DisplayName = "Shop",
            BaseUrls = [],
            TimeZoneId = "UTC",
            AppKinds = [new("seller", "all", 1, NeedsToken: false), new("buyer", "all", 1, NeedsToken: false)],
        };

    public CountedShop() => Answer = id => ProductOf(id, 100);

    public static Product ProductOf(string id, int bytes) =>
        new()
        {
            Platform = "shop",
            Id = id,
            Titles = [new("zh", $"商品 {id}")],
            Prices = [new(new(9.90m, "CNY")) { Regular = new(12m, "CNY"), MinimumQuantity = 2 }],
            Variants = [new() { Id = "v", Stock = [new(7) { Warehouse = "w" }] }],
            Status = ProductStatus.OnSale,
            ModifiedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
            Raw = [new(new byte[bytes], "application/json")],
        };

    public async Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct)
    {
        Calls.Enqueue(query.Ids);
        await Open.WaitAsync(ct);
        return [.. query.Ids.Select(id => new ProductResult(id, Answer(id)))];
    }

    public Task<PlatformResult<ProductPage>> ListProducts(
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    )
    {
        ListCalls++;
        return Task.FromResult<PlatformResult<ProductPage>>(
            new ProductPage([new($"{ListCalls}", "x")], null, new([1], null))
        );
    }
}
