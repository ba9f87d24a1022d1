using Integration.Batching;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Writes;

/// <summary>
/// Writes single products, stock levels and orders, gathered into the fewest calls that the platform takes. Each caller gets the result of
/// its own item.
/// </summary>
public sealed class PlatformWrites : IAsyncDisposable
{
    private readonly ConnectorCatalogue _catalogue;
    private readonly IWrittenProducts[] _listeners;
    private readonly BatchOptimizer<WriteKey, PendingWrite<ProductDraft>, PlatformResult<WrittenProduct>> _creates;
    private readonly BatchOptimizer<WriteKey, PendingWrite<ProductDraft>, PlatformResult<WrittenProduct>> _updates;
    private readonly BatchOptimizer<WriteKey, PendingWrite<StockChange>, PlatformResult<StockLevel>> _stock;
    private readonly BatchOptimizer<WriteKey, PendingWrite<OrderDraft>, PlatformResult<PushedOrder>> _orders;

    /// <summary>Makes it for all platforms of a catalogue.</summary>
    /// <param name="catalogue">The connectors.</param>
    /// <param name="options">Bounds of each kind of write.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="listeners">Hear of what was written.</param>
    /// <param name="time">For waiting.</param>
    /// <param name="random">For the chance in repetitions.</param>
    public PlatformWrites(
        ConnectorCatalogue catalogue,
        BatchOptimizerOptions options,
        BatchMetrics metrics,
        IEnumerable<IWrittenProducts> listeners,
        TimeProvider time,
        Random random
    )
    {
        _catalogue = catalogue;
        _listeners = [.. listeners];
        _creates = new(Creates(), options, metrics, time, random);
        _updates = new(Updates(), options, metrics, time, random);
        _stock = new(Stock(), options, metrics, time, random);
        _orders = new(Orders(), options, metrics, time, random);
    }

    /// <summary>
    /// Creates a product. Two of one seller's code are two creations, in calls of their own. Where the platform does not know a
    /// repeated code (<see cref="BatchLimits.KnowsRepeats"/>), a creation that may have been done is not sent again but told.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; a call under way may still create it.</exception>
    public Task<PlatformResult<WrittenProduct>> CreateProduct(
        string platform,
        AccountCredentials account,
        ProductDraft draft,
        CancellationToken ct
    ) => Send(_creates, platform, account, draft, WriteSizes.Of(draft), static limits => limits.Creates, ct);

    /// <summary>
    /// Changes a product. Two changes of one product that wait are sent as one, in which the later one counts for what both change, and
    /// both get its result.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; a call under way may still change it.</exception>
    public Task<PlatformResult<WrittenProduct>> UpdateProduct(
        string platform,
        AccountCredentials account,
        ProductDraft draft,
        CancellationToken ct
    ) =>
        draft.Id is null
            ? Task.FromResult<PlatformResult<WrittenProduct>>(
                Failures.InvalidRequest("A change needs the platform's id of the product.")
            )
            : Send(_updates, platform, account, draft, WriteSizes.Of(draft), static limits => limits.Updates, ct);

    /// <summary>Sets a stock level. Of two levels of one place that wait, the last is sent, and both get its result.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; a call under way may still set it.</exception>
    public Task<PlatformResult<StockLevel>> UpdateStock(
        string platform,
        AccountCredentials account,
        StockChange change,
        CancellationToken ct
    ) =>
        change.Quantity < 0
            ? Task.FromResult<PlatformResult<StockLevel>>(
                Failures.InvalidRequest($"{change.Quantity} pieces cannot be in stock.")
            )
            : Send(_stock, platform, account, change, WriteSizes.Stock, static limits => limits.StockUpdates, ct);

    /// <summary>
    /// Places an order. Two of one number are two, in calls of their own, and one that may have been placed is not sent again but told, unless the
    /// platform knows a repeated number (<see cref="BatchLimits.KnowsRepeatedOrders"/>).
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; a call under way may still place it.</exception>
    public Task<PlatformResult<PushedOrder>> PushOrder(
        string platform,
        AccountCredentials account,
        OrderDraft order,
        CancellationToken ct
    ) => Send(_orders, platform, account, order, WriteSizes.Of(order), static limits => limits.Orders, ct);

    /// <summary>Sends what waits, and tells everybody who waits.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(
            _creates.DisposeAsync().AsTask(),
            _updates.DisposeAsync().AsTask(),
            _stock.DisposeAsync().AsTask(),
            _orders.DisposeAsync().AsTask()
        );

    private Task<PlatformResult<TValue>> Send<TItem, TValue>(
        BatchOptimizer<WriteKey, PendingWrite<TItem>, PlatformResult<TValue>> optimizer,
        string platform,
        AccountCredentials account,
        TItem item,
        long bytes,
        Func<BatchLimits, int> limit,
        CancellationToken ct
    )
        where TValue : class
    {
        var key = new WriteKey(platform, account.AccountId, account.AppKind);
        return LimitOf(key, limit) == 0
            ? Task.FromResult<PlatformResult<TValue>>(
                Failures.Unsupported($"The app of this account writes nothing of the kind at '{platform}'.")
            )
            : optimizer.Send(key, new(account, item, bytes), ct);
    }

    private WriteOperation<ProductDraft, WrittenProduct> Creates() =>
        new()
        {
            Name = "product_create",
            SameItem = SameItemRule.EachAlone,
            Limit = key => LimitOf(key, static limits => limits.Creates),
            Id = static draft => draft.SellerCode,
            Write = async (key, account, drafts, ct) =>
                await Products(key, drafts, await Writer(key).CreateProducts(account, drafts, ct)),
            IsRepeatable = key => LimitsOf(key) is { KnowsRepeats: true },
        };

    private WriteOperation<ProductDraft, WrittenProduct> Updates() =>
        new()
        {
            Name = "product_update",
            SameItem = SameItemRule.LastWins,
            Limit = key => LimitOf(key, static limits => limits.Updates),
            Id = static draft => draft.Id!,
            Joined = static (older, newer) => newer.After(older),
            Write = async (key, account, drafts, ct) =>
                await Products(key, drafts, await Writer(key).UpdateProducts(account, drafts, ct)),
            IsRepeatable = static _ => true,
        };

    private WriteOperation<StockChange, StockLevel> Stock() =>
        new()
        {
            Name = "stock_update",
            SameItem = SameItemRule.LastWins,
            Limit = key => LimitOf(key, static limits => limits.StockUpdates),
            Id = static change => $"{change.ProductId}\n{change.VariantId}\n{change.Warehouse}",
            Write = async (key, account, changes, ct) =>
            {
                var results = await Find<IStockUpdate>(key).UpdateStock(account, changes, ct);
                await Tell(key, changes.Select(static change => change.ProductId));
                return [.. results.Select(static result => result.Outcome)];
            },
            IsRepeatable = static _ => true,
        };

    private WriteOperation<OrderDraft, PushedOrder> Orders() =>
        new()
        {
            Name = "order_push",
            SameItem = SameItemRule.EachAlone,
            Limit = key => LimitOf(key, static limits => limits.Orders),
            Id = static order => order.Number,
            Write = (key, account, orders, ct) => Find<IOrderPush>(key).PushOrders(account, orders, ct),
            IsRepeatable = key => LimitsOf(key) is { KnowsRepeatedOrders: true },
        };

    private async Task<PlatformResult<WrittenProduct>[]> Products(
        WriteKey key,
        ProductDraft[] drafts,
        ProductWriteResult[] results
    )
    {
        var ids = drafts
            .Select(static draft => draft.Id)
            .Concat(results.Select(static result => result.Outcome.Value?.Id));
        await Tell(key, ids.OfType<string>());
        return [.. results.Select(static result => result.Outcome)];
    }

    // Failed ones too: the platform may have done what it did not acknowledge.
    private async Task Tell(WriteKey key, IEnumerable<string> ids)
    {
        string[] changed = [.. ids.Distinct(StringComparer.Ordinal)];
        foreach (var listener in _listeners)
        {
            await listener.Changed(key.Platform, key.AccountId, changed);
        }
    }

    private IProductWrite Writer(WriteKey key) => Find<IProductWrite>(key);

    private TCapability Find<TCapability>(WriteKey key)
        where TCapability : class, IConnector =>
        _catalogue.TryFind<TCapability>(key.Platform, out var connector)
            ? connector
            : throw new InvalidOperationException($"{key.Platform} declares a limit for what it cannot do.");

    private int LimitOf(WriteKey key, Func<BatchLimits, int> limit) => LimitsOf(key) is { } limits ? limit(limits) : 0;

    private BatchLimits? LimitsOf(WriteKey key) =>
        _catalogue.TryFind<IConnector>(key.Platform, out var connector)
            ? connector.Declaration.KindOf(key.AppKind)?.Batches
            : null;
}
