using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Writes;

/// <summary>A platform that fails as the test says, once, and then takes everything.</summary>
internal sealed class LossyWriter(bool knowsRepeats, PlatformFailure failure) : IProductWrite
{
    private int _failed;

    public ConcurrentQueue<int> Calls { get; } = new();

    public ConnectorDeclaration Declaration { get; } =
        new()
        {
            Platform = "lossy",
            DisplayName = "Lossy",
            BaseUrls = [],
            TimeZoneId = "UTC",
            AppKinds =
            [
                new("seller", "own", 1, NeedsToken: false)
                {
                    Batches = new(Creates: 2, Updates: 2, StockUpdates: 0) { KnowsRepeats = knowsRepeats },
                },
            ],
        };

    public Task<ProductWriteResult[]> CreateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) => Write(drafts);

    public Task<ProductWriteResult[]> UpdateProducts(
        AccountCredentials account,
        ProductDraft[] drafts,
        CancellationToken ct
    ) => Write(drafts);

    private Task<ProductWriteResult[]> Write(ProductDraft[] drafts)
    {
        Calls.Enqueue(drafts.Length);
        PlatformResult<WrittenProduct> outcome =
            Interlocked.Exchange(ref _failed, 1) == 0 ? failure : new WrittenProduct("1");
        return Task.FromResult<ProductWriteResult[]>([
            .. drafts.Select(draft => new ProductWriteResult(draft.SellerCode, outcome)),
        ]);
    }
}
