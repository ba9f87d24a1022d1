using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Links;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Collections;

/// <summary>A platform in memory that answers as a test says, three ids a call, and remembers what it was asked.</summary>
/// <param name="filtersByChange">Whether its list can be asked for a window of changes.</param>
internal sealed class ShopConnector(bool filtersByChange = false)
    : IProductDetails,
        IProductList,
        ILinkResolution,
        IStockUpdate
{
    public const int IdsPerCall = 3;
    private readonly ConcurrentQueue<ProductQuery> _queries = [];
    private readonly ConcurrentQueue<string> _accounts = [];
    private readonly ConcurrentQueue<string> _resolved = [];
    private int _running;
    private int _mostAtOnce;

    public ConnectorDeclaration Declaration { get; } =
        new()
        {
            Platform = CollectionDesk.Platform,
            DisplayName = "Somewhere",
            BaseUrls = [new Uri("https://api.somewhere.example/")],
            TimeZoneId = "Asia/Shanghai",
            AppKinds =
            [
                new AppKind("seller", "one's own", IdsPerCall, false, "zh", "en")
                {
                    Currencies = ["CNY", "USD"],
                    ResolvesLinks = true,
                    Batches = new BatchLimits(Creates: 0, Updates: 0, StockUpdates: 10),
                },
                new AppKind("domestic", "one's own", IdsPerCall, false, "zh") { Currencies = ["CNY"] },
            ],
            List = new ListLimits(50, filtersByChange),
        };

    /// <summary>Each query so far.</summary>
    public IReadOnlyList<ProductQuery> Queries => [.. _queries];

    /// <summary>By which account each query was made.</summary>
    public IReadOnlyList<string> Accounts => [.. _accounts];

    /// <summary>Each link that it was asked to resolve.</summary>
    public IReadOnlyList<string> Resolved => [.. _resolved];

    /// <summary>Where a link that only the platform resolves leads to.</summary>
    public Func<string, PlatformResult<Uri>> Resolve { get; set; } =
        static link => new Uri($"https://item.somewhere.example/{link.Split('/')[^1]}");

    /// <summary>The most queries that were being answered at once.</summary>
    public int MostAtOnce => _mostAtOnce;

    /// <summary>What one id is answered with.</summary>
    public Func<string, ProductQuery, PlatformResult<Product>> Answer { get; set; } =
        static (id, query) =>
            CollectionDesk.Product(id) with
            {
                Titles = [new LocalizedText(query.Language ?? "zh", $"Cup {query.Language}")],
            };

    /// <summary>Happens before a query is answered.</summary>
    public Func<ProductQuery, CancellationToken, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>What a page of the list is answered with; by its cursor.</summary>
    public Func<string?, PlatformResult<ProductPage>> Page { get; set; } = static _ => PageOf([], null);

    /// <summary>The same by the whole query; null for <see cref="Page"/>.</summary>
    public Func<ProductListQuery, PlatformResult<ProductPage>>? Listed { get; set; }

    public static ProductPage PageOf(string[] ids, string? next, long? total = null) =>
        new([.. ids.Select(static id => new ProductListItem(id, "Cup"))], next, new RawPayload([], null))
        {
            Total = total,
        };

    public async Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct)
    {
        _queries.Enqueue(query);
        _accounts.Enqueue(account.AccountId);
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostAtOnce, running);
        try
        {
            await Before(query, ct);
            return [.. query.Ids.Select(id => new ProductResult(id, Answer(id, query)))];
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public Task<PlatformResult<ProductPage>> ListProducts(
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    ) => Task.FromResult(Listed?.Invoke(query) ?? Page(query.Cursor));

    public Task<StockResult[]> UpdateStock(AccountCredentials account, StockChange[] changes, CancellationToken ct) =>
        Task.FromResult(
            Array.ConvertAll(changes, static change => new StockResult(change, new StockLevel(change.Quantity)))
        );

    public ProductLink? ReadLink(Uri url) =>
        url.Host switch
        {
            "item.somewhere.example" => new(
                Declaration.Platform,
                ProductLinkKind.Product,
                url,
                url.AbsolutePath.Trim('/')
            ),
            "s.somewhere.example" => new(Declaration.Platform, ProductLinkKind.Redirecting, url),
            "p.somewhere.example" => new(Declaration.Platform, ProductLinkKind.PlatformResolved, url),
            "broken.somewhere.example" => throw new InvalidOperationException("A bug."),
            "item.elsewhere.example" => new("elsewhere", ProductLinkKind.Product, url, "1"),
            _ => null,
        };

    public Task<PlatformResult<Uri>> ResolveLink(AccountCredentials account, string link, CancellationToken ct)
    {
        _resolved.Enqueue(link);
        return Task.FromResult(Resolve(link));
    }

    public bool IsLinkHost(string host) => host.EndsWith(".somewhere.example", StringComparison.Ordinal);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
