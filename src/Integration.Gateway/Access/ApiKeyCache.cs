using System.Collections.Concurrent;

namespace Integration.Access;

/// <summary>Looks keys up and believes the answer for a while, so that the hot path asks no database.</summary>
internal sealed class ApiKeyCache(ApiKeyStore store, AccessOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The valid key of a request's text; null when there is none.</summary>
    public async ValueTask<ApiKeyResource?> Find(string text, CancellationToken ct)
    {
        if (ApiKeySecret.Parse(text) is not { } secret)
        {
            return null;
        }

        if (!_entries.TryGetValue(secret.Id, out var entry) || time.GetElapsedTime(entry.ReadAt) > options.KeyCache)
        {
            entry = new Entry(await store.FindWithHash(secret.Id, ct), time.GetTimestamp());
            if (_entries.Count >= options.MaxCachedKeys)
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
