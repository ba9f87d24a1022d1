using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Conflicts;

/// <summary>A platform in memory that takes what is written, or answers as a test says, and remembers its calls.</summary>
internal sealed class WritingConnector : IProductDetails, IProductWrite, IStockUpdate
{
    private readonly ConcurrentQueue<ProductDraft[]> _updates = [];
    private readonly ConcurrentQueue<StockChange[]> _levels = [];

    public ConnectorDeclaration Declaration { get; } =
        new()
        {
            Platform = "somewhere",
            DisplayName = "Somewhere",
            BaseUrls = [new Uri("https://api.somewhere.example/")],
            TimeZoneId = "UTC",
            AppKinds = [new AppKind("seller", "one's own", 20, false, "de") { Batches = new BatchLimits(0, 50, 50) }],
        };

    /// <summary>Changes of products, a call each.</summary>
    public IReadOnlyList<ProductDraft[]> Updates => [.. _updates];

    /// <summary>Stock levels, a call each.</summary>
    public IReadOnlyList<StockChange[]> Levels => [.. _levels];

    /// <summary>Why a product is not written; null where it is.</summary>
    public Func<string, PlatformFailure?> Refusal { get; set; } = static _ => null;

    /// <summary>Why a change is not written; null for what <see cref="Refusal"/> says.</summary>
    public Func<ProductDraft, PlatformFailure?> ChangeRefusal { get; set; } = static _ => null;

    /// <summary>What the platform tells of a product; nothing of its fields while no test says otherwise.</summary>
    public Func<string, PlatformResult<Product>> Told { get; set; } =
        static id => new Product { Platform = "somewhere", Id = id };

    /// <summary>Before a call that asks for products is answered.</summary>
    public Func<Task> BeforeTold { get; set; } = static () => Task.CompletedTask;

    /// <summary>Before a call that sets stock is answered.</summary>
    public Func<AccountCredentials, CancellationToken, Task> BeforeStock { get; set; } =
        static (_, _) => Task.CompletedTask;

    public async Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct)
    {
        await BeforeTold();
        return Array.ConvertAll(query.Ids, id => new ProductResult(id, Told(id)));
    }

    public Task<ProductWriteResult[]> CreateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) => throw new InvalidOperationException("Edits create nothing.");

    public Task<ProductWriteResult[]> UpdateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    )
    {
        _updates.Enqueue(drafts);
        return Task.FromResult(
            Array.ConvertAll(
                drafts,
                draft => new ProductWriteResult(
                    draft.SellerCode,
                    (ChangeRefusal(draft) ?? Refusal(draft.Id!)) is { } failure
                        ? failure
                        : new WrittenProduct(draft.Id!)
                )
            )
        );
    }

    public async Task<StockResult[]> UpdateStock(
        AccountCredentials account,
        StockChange[] changes,
        CancellationToken ct
    )
    {
        _levels.Enqueue(changes);
        await BeforeStock(account, ct);
        return Array.ConvertAll(
            changes,
            change => new StockResult(
                change,
                Refusal(change.ProductId) is { } failure ? failure : new StockLevel(change.Quantity)
            )
        );
    }
}
