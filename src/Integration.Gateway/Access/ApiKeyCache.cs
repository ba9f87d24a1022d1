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

        var stored = await LookUp(secret.Id, ct);
        return stored is { Key.RevokedAt: null } && secret.Matches(stored.Hash) ? stored.Key : null;
    }

    /// <summary>The key of an id that was let in before with its secret; null when it is not valid any more.</summary>
    public async ValueTask<ApiKeyResource?> Current(string id, CancellationToken ct) =>
        await LookUp(id, ct) is { Key.RevokedAt: null } stored ? stored.Key : null;

    /// <summary>Believes no earlier answer: the key was revoked here, which nothing takes back.</summary>
    public void Forget(string id) => _entries[id] = new Entry(null, _time.GetTimestamp(), IsForgotten: true);

    private async ValueTask<StoredApiKey?> LookUp(string id, CancellationToken ct)
    {
        if (
            !_entries.TryGetValue(id, out var entry)
            || (!entry.IsForgotten && _time.GetElapsedTime(entry.ReadAt) > _options.KeyCache)
        )
        {
            entry = new Entry(await _find(id, ct), _time.GetTimestamp());
            if (_entries.Count >= _options.MaxCachedKeys)
            {
                // Somebody tries ids: forgetting all is simple, bounded and hurts nobody for long.
                _entries.Clear();
            }

            // A look-up that began before a key was revoked must not bring it back.
            entry = _entries.AddOrUpdate(id, entry, (_, there) => there.IsForgotten ? there : entry);
        }

        return entry.Stored;
    }

    private sealed record Entry(StoredApiKey? Stored, long ReadAt, bool IsForgotten = false);
}
