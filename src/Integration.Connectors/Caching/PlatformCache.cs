using System.Collections.Concurrent;
using Integration.Batching;
using Integration.Platforms;
using Integration.Products;
using Integration.Writes;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;

namespace Integration.Caching;

/// <summary>
/// Answers of platforms in the silo's memory and in the level that silos share. Whoever asks for what somebody else asks for already
/// waits for that answer; ids that are found nowhere share their calls. Failures are not kept, but for products that are gone.
/// </summary>
public sealed class PlatformCache : IWrittenProducts, IAsyncDisposable
{
    private const int MaxVariations = 256;
    private readonly ConcurrentDictionary<string, byte> _variations = new(StringComparer.Ordinal);
    private readonly Readings _readings = new();
    private readonly CacheLevels _levels;
    private readonly ISharedCache _shared;
    private readonly PlatformCacheOptions _options;
    private readonly CacheMetrics _metrics;
    private readonly HybridCacheEntryOptions _product;
    private readonly HybridCacheEntryOptions _gone;
    private readonly HybridCacheEntryOptions _page;
    private readonly BatchOptimizer<ReadKey, PendingRead, PlatformResult<Product>> _reads;

    /// <summary>Makes the cache.</summary>
    /// <param name="shared">The level that silos share.</param>
    /// <param name="options">Lifetimes and sizes; read once.</param>
    /// <param name="metrics">Counts look-ups.</param>
    /// <param name="batching">Counts calls.</param>
    /// <param name="time">For lifetimes.</param>
    /// <param name="logging">For faults of the levels.</param>
    public PlatformCache(
        ISharedCache shared,
        PlatformCacheOptions options,
        CacheMetrics metrics,
        BatchMetrics batching,
        TimeProvider time,
        ILoggerFactory logging
    )
    {
        _shared = shared;
        _options = options;
        _metrics = metrics;
        _levels = new(shared, options, time, logging);
        _product = Entry(options.ProductLifetime);
        _gone = Entry(options.GoneLifetime);
        _page = Entry(options.ListLifetime);
        var bounds = new BatchOptimizerOptions
        {
            WaitingLimit = options.GatherTime,
            MaxRetries = 0,
            MaxQueued = options.MaxWaiting,
            // The platform's own limits are kept around its calls.
            CallsAtOnce = 64,
        };
        _reads = new(new ProductReads(), bounds, batching, time, new Random(0));
    }

    /// <summary>Products by id, each from wherever it is had first.</summary>
    /// <param name="connector">Asks the platform for what is found nowhere, as many ids a call as it takes.</param>
    /// <param name="account">The account that asks; another one's answers are not used.</param>
    /// <param name="query">Any number of ids.</param>
    /// <param name="ct">Ends the waiting; a call that others wait for goes on.</param>
    /// <returns>One result for each different id, in the order asked.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ProductResult[]> GetProducts(
        IProductDetails connector,
        AccountCredentials account,
        ProductQuery query,
        CancellationToken ct
    )
    {
        var declaration = connector.Declaration;
        if (
            declaration.KindOf(account) is not { } kind
            || CacheKeys.Variation(kind.Name, query) is not { } variation
            || !IsKept(variation)
        )
        {
            return connector.GetProducts(account, query, ct);
        }

        var key = new ReadKey(declaration.Platform, account.AccountId, variation, kind.MaxIdsPerCall);
        return Task.WhenAll(
            query
                .Ids.Distinct(StringComparer.Ordinal)
                .Select(id => Product(key, new(connector, account, query, id), ct))
        );
    }

    /// <summary>
    /// A page of the shop's list. For people who look at lists; a scan of a whole list asks the connector, because pages of different
    /// ages miss products that have moved between them.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PlatformResult<ProductPage>> ListProducts(
        IProductList connector,
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    )
    {
        var platform = connector.Declaration.Platform;
        if (connector.Declaration.KindOf(account) is not { } kind)
        {
            return await connector.ListProducts(account, query, ct);
        }

        var tag = CacheKeys.PageTag(platform, account.AccountId);
        var lookup = new Lookup(CacheKeys.PageOf(platform, account, kind.Name, query));
        return await Find<CachedPage, ProductPage>(
            lookup,
            async token =>
            {
                using var reading = _readings.Begin(tag);
                var page = await connector.ListProducts(account, query, token);
                return page.Succeeded && !reading.IsOvertaken && IsSmall(page.Value.Raw)
                    ? new CachedPage(page.Value)
                    : throw new UncachedException<ProductPage>(page);
            },
            static cached => cached.Page,
            _page,
            [tag],
            ct
        );
    }

    /// <inheritdoc />
    public async Task Changed(string platform, string accountId, IReadOnlyCollection<string> ids)
    {
        string[] prefixes = [.. ids.Select(id => CacheKeys.ProductPrefix(platform, accountId, id))];
        var tag = CacheKeys.PageTag(platform, accountId);
        foreach (var prefix in prefixes)
        {
            _readings.Overtake(prefix);
        }

        _readings.Overtake(tag);
        // First the level below: a look-up between the two would bring back what is removed.
        await _shared.RemoveAll(prefixes, CancellationToken.None);
        foreach (var key in prefixes.SelectMany(prefix => _variations.Keys.Select(variation => prefix + variation)))
        {
            _levels.Memory.Remove(key);
        }

        await _levels.Hybrid.RemoveByTagAsync(tag, CancellationToken.None);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync();
        await _levels.DisposeAsync();
    }

    /// <summary>Products that wait for their call.</summary>
    internal int Waiting => _reads.Held;

    /// <summary>Bytes in memory, as they are written.</summary>
    internal long MemoryBytes => _levels.MemoryBytes;

    private HybridCacheEntryOptions Entry(TimeSpan lifetime) =>
        new()
        {
            Expiration = lifetime,
            LocalCacheExpiration = lifetime < _options.MemoryLifetime ? lifetime : _options.MemoryLifetime,
        };

    private async Task<ProductResult> Product(ReadKey key, PendingRead read, CancellationToken ct)
    {
        if (!CacheKeys.IsId(read.Id))
        {
            return new(read.Id, await _reads.Send(key, read, ct));
        }

        var prefix = CacheKeys.ProductPrefix(key.Platform, key.AccountId, read.Id);
        var lookup = new Lookup(prefix + key.Variation);
        var found = await Find<CachedProduct, Product>(
            lookup,
            token => Read(key, read, prefix, lookup.Key, token),
            static cached => cached.Product is { } product ? product : cached.Gone!,
            _product,
            tags: null,
            ct
        );
        return new(read.Id, found);
    }

    private async ValueTask<CachedProduct> Read(
        ReadKey key,
        PendingRead read,
        string prefix,
        string cacheKey,
        CancellationToken ct
    )
    {
        using var reading = _readings.Begin(prefix);
        var outcome = await _reads.Send(key, read, ct);
        if (outcome.Failure is { Reason: FailureReason.Gone } gone && !reading.IsOvertaken)
        {
            // With a lifetime of its own, which a factory cannot give to what it returns.
            await _levels.Hybrid.SetAsync(cacheKey, new CachedProduct(null, gone), _gone, cancellationToken: ct);
        }

        return outcome.Succeeded && !reading.IsOvertaken && IsSmall(outcome.Value.Raw)
            ? new CachedProduct(outcome.Value, null)
            : throw new UncachedException<Product>(outcome);
    }

    private async Task<PlatformResult<TValue>> Find<TCached, TValue>(
        Lookup lookup,
        Func<CancellationToken, ValueTask<TCached>> ask,
        Func<TCached, PlatformResult<TValue>> shown,
        HybridCacheEntryOptions entry,
        string[]? tags,
        CancellationToken ct
    )
        where TValue : class
    {
        try
        {
            var cached = await _levels.Hybrid.GetOrCreateAsync(
                lookup.Key,
                (lookup, ask),
                static (state, token) =>
                {
                    state.lookup.IsMiss = true;
                    return state.ask(token);
                },
                entry,
                tags,
                ct
            );
            return shown(cached);
        }
        catch (UncachedException<TValue> uncached)
        {
            return uncached.Outcome;
        }
        finally
        {
            var isShared = _levels.Shared.Served(lookup.Key);
            var level =
                lookup.IsMiss ? CacheLevel.Source
                : isShared ? CacheLevel.Shared
                : CacheLevel.Memory;
            _metrics.LookedUp(CacheKeys.KindOf(lookup.Key), level);
        }
    }

    // So that a write can remove them all from memory; who asks in ever new ways is served, but not from here.
    private bool IsKept(string variation) =>
        _variations.ContainsKey(variation)
        || (_variations.Count < MaxVariations && _variations.TryAdd(variation, 0))
        || _variations.ContainsKey(variation);

    // A value that turns out too large when it is written would be kept in memory as if it had no size.
    private bool IsSmall(params ReadOnlySpan<RawPayload> raw)
    {
        long bytes = 0;
        foreach (var part in raw)
        {
            bytes += part.Body.Length;
        }

        return bytes <= _options.MaxValueBytes / 4;
    }

    private sealed class Lookup(string key)
    {
        private volatile bool _isMiss;

        public string Key => key;

        public bool IsMiss
        {
            get => _isMiss;
            set => _isMiss = value;
        }
    }
}
