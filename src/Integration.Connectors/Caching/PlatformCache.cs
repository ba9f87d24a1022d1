using System.Collections.Concurrent;
using Integration.Platforms;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.Logging;

namespace Integration.Caching;

/// <summary>
/// Answers of platforms in the silo's memory and in the level that silos share. Whoever asks for what somebody else asks for already
/// waits for that answer; what is found nowhere is asked for together. Failures are not kept, but for products that are gone.
/// </summary>
public sealed class PlatformCache : IWrittenProducts, IAsyncDisposable
{
    private const int MaxVariations = 256;
    private readonly ConcurrentDictionary<string, byte> _variations = new(StringComparer.Ordinal);
    private readonly CacheLevels _levels;
    private readonly ProductCalls _calls;
    private readonly ISharedCache _shared;
    private readonly CacheMetrics _metrics;
    private readonly DatabaseClock _clock;

    /// <summary>Makes the cache.</summary>
    /// <param name="shared">The level that silos share.</param>
    /// <param name="options">Lifetimes and sizes; read once.</param>
    /// <param name="metrics">Counts look-ups.</param>
    /// <param name="clock">Says when an answer came.</param>
    /// <param name="time">For lifetimes.</param>
    /// <param name="logging">For faults of the levels.</param>
    public PlatformCache(
        ISharedCache shared,
        PlatformCacheOptions options,
        CacheMetrics metrics,
        DatabaseClock clock,
        TimeProvider time,
        ILoggerFactory logging
    )
    {
        _shared = shared;
        _metrics = metrics;
        _clock = clock;
        _levels = new(shared, options, time, logging);
        _calls = new(_levels, options, metrics, clock);
    }

    /// <summary>Products by id, each from wherever it is had first.</summary>
    /// <param name="connector">Asks the platform for what is found nowhere, as many ids a call as it takes.</param>
    /// <param name="account">The account that asks; another one's answers are not used.</param>
    /// <param name="query">Any number of ids.</param>
    /// <param name="notBefore">
    /// The platform is asked anew for what it answered before this instant, and the new answer is kept in its place; null to take whatever
    /// is within its lifetime.
    /// </param>
    /// <param name="ct">Ends the waiting; a call that others wait for goes on.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ProductReadings> GetProducts(
        IProductDetails connector,
        AccountCredentials account,
        ProductQuery query,
        DateTimeOffset? notBefore,
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
            var results = await connector.GetProducts(account, query, ct);
            var now = _clock.UtcNow();
            return new(Array.ConvertAll(results, one => new ProductReading(one.Id, one.Outcome, now)), Calls: 1);
        }

        var ask = new ProductAsk(connector, account, query, variation, kind.MaxIdsPerCall, notBefore);
        string[] ids = [.. query.Ids.Distinct(StringComparer.Ordinal)];
        var found = await Task.WhenAll(ids.Select(id => Find(ask, id, ct)));
        var missing = ids.Where((_, at) => found[at] is null).Chunk(ask.MaxIds);
        var (asked, calls) = await _calls.Ask(ask, missing, ct);
        return new([.. ids.Select((id, at) => found[at] ?? asked[id])], calls);
    }

    /// <inheritdoc />
    public async Task Changed(string platform, string accountId, IReadOnlyCollection<string> ids)
    {
        string[] prefixes = [.. ids.Select(id => CacheKeys.ProductPrefix(platform, accountId, id))];
        _calls.Overtake(prefixes);
        // First the level below: a look-up between the two would bring back what is removed.
        await _shared.RemoveAll(prefixes, CancellationToken.None);
        foreach (var key in prefixes.SelectMany(prefix => _variations.Keys.Select(variation => prefix + variation)))
        {
            _levels.Memory.Remove(key);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _levels.DisposeAsync();

    /// <summary>How often somebody waits for a product that is being read.</summary>
    internal int Waiting => _calls.Waiting;

    /// <summary>Bytes in memory, as they are written.</summary>
    internal long MemoryBytes => _levels.MemoryBytes;

    private async Task<ProductReading?> Find(ProductAsk ask, string id, CancellationToken ct)
    {
        var key = ask.KeyOf(id);
        if (!CacheKeys.IsKept(key) || await _levels.Find(key, ct) is not { } cached || !ask.Takes(cached))
        {
            return null;
        }

        _metrics.LookedUp(ask, cached.IsNew() ? CacheLevel.Shared : CacheLevel.Memory);
        return ProductReading.Of(id, cached);
    }

    // So that a write can remove them all from memory; who asks in ever new ways is served, but not from here.
    private bool IsKept(string variation) =>
        _variations.ContainsKey(variation)
        || (_variations.Count < MaxVariations && _variations.TryAdd(variation, 0))
        || _variations.ContainsKey(variation);
}
