using System.Collections.Concurrent;

namespace Integration.Access;

/// <summary>Looks keys up and believes the answer for a while, so that the hot path asks no database.</summary>
internal sealed class ApiKeyCache
{
    private readonly Func<string, CancellationToken, Task<StoredApiKey?>> _find;
    private readonly AccessOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public ApiKeyCache(ApiKeyStore store, AccessOptions options, TimeProvider time)
        : this(store.FindWithHash, options, time) { }

    internal ApiKeyCache(
        Func<string, CancellationToken, Task<StoredApiKey?>> find,
        AccessOptions options,
        TimeProvider time
    )
    {
        _find = find;
        _options = options;
        _time = time;
    }

    /// <summary>The valid key of a request's text; null when there is none.</summary>
    public async ValueTask<ApiKeyResource?> Find(string text, CancellationToken ct)
    {
        if (ApiKeySecret.Parse(text) is not { } secret)
        {
            return null;
        }

        if (!_entries.TryGetValue(secret.Id, out var entry) || _time.GetElapsedTime(entry.ReadAt) > _options.KeyCache)
        {
            entry = new Entry(await _find(secret.Id, ct), _time.GetTimestamp());
            if (_entries.Count >= _options.MaxCachedKeys)
            {
                // Somebody tries ids: forgetting all is simple, bounded and hurts nobody for long.
                _entries.Clear();
            }

            _entries[secret.Id] = entry;
        }

        return entry.Stored is { Key.RevokedAt: null } stored && secret.Matches(stored.Hash) ? stored.Key : null;
    }

    private sealed record Entry(StoredApiKey? Stored, long ReadAt);
}
