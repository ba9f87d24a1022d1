using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Caching;

/// <summary>A platform that counts what it is asked, and answers when and what the test says.</summary>
internal sealed class CountedShop : IProductDetails
{
    private int _cancelled;

    /// <summary>Ids a call of the third kind of app.</summary>
    public const int WholesaleIds = 5;

    /// <summary>The ids of each call, in the order of the calls.</summary>
    public ConcurrentQueue<string[]> Calls { get; } = new();

    /// <summary>Every call waits for it.</summary>
    public Task Open { get; set; } = Task.CompletedTask;

    /// <summary>Calls that were cancelled.</summary>
    public int Cancelled => _cancelled;

    /// <summary>An id that its answers leave out.</summary>
    public string? LeavesOut { get; set; }

    /// <summary>What it answers for an id.</summary>
    public Func<string, PlatformResult<Product>> Answer { get; set; }

    public ConnectorDeclaration Declaration { get; init; } =
        new()
        {
            Platform = "shop",
            DisplayName = "Shop",
            BaseUrls = [],
            TimeZoneId = "UTC",
            AppKinds =
            [
                new("seller", "all", 1, NeedsToken: false),
                new("buyer", "all", 1, NeedsToken: false),
                new("wholesale", "all", WholesaleIds, NeedsToken: false),
            ],
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
        try
        {
            await Open.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _cancelled);
            throw;
        }

        return [.. query.Ids.Where(id => id != LeavesOut).Select(id => new ProductResult(id, Answer(id)))];
    }
}
