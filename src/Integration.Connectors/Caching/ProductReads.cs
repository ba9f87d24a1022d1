using Integration.Batching;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Caching;

/// <summary>Reads of single products gathered into the calls that a platform takes. Failures are told, not repeated: that is the pipeline's.</summary>
internal sealed class ProductReads : IBatchOperation<ReadKey, PendingRead, PlatformResult<Product>>
{
    private const int Bytes = 200;
    private static readonly TimeSpan WaitWhenFull = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public string Name => "product_read";

    /// <inheritdoc />
    public SameItemRule SameItem => SameItemRule.LastWins;

    /// <inheritdoc />
    public int MaxItems(ReadKey key) => key.MaxIds;

    /// <inheritdoc />
    public string IdOf(PendingRead item) => item.Id;

    /// <inheritdoc />
    public long SizeOf(PendingRead item) => Bytes;

    /// <inheritdoc />
    public async Task<BatchAnswer<PlatformResult<Product>>> Call(
        ReadKey key,
        IReadOnlyList<PendingRead> items,
        CancellationToken ct
    )
    {
        // The one asked for last has the newest token.
        var newest = items[^1];
        var query = newest.Query with { Ids = [.. items.Select(static item => item.Id)] };
        var results = await newest.Connector.GetProducts(newest.Account, query, ct);
        var byId = results.ToDictionary(
            static result => result.Id,
            static result => result.Outcome,
            StringComparer.Ordinal
        );
        return new([.. items.Select(item => new BatchOutcome<PlatformResult<Product>>(byId[item.Id]))]);
    }

    /// <inheritdoc />
    public PlatformResult<Product> Refused(BatchRefusal refusal) =>
        refusal == BatchRefusal.QueueFull
            ? new PlatformFailure(
                FailureKind.Throttled,
                FailureReason.RateLimit,
                "Too many products wait to be read already."
            )
            {
                RetryAfter = WaitWhenFull,
            }
            : new PlatformFailure(FailureKind.Transient, FailureReason.Network, "The program ends.");
}
