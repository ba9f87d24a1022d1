using Microsoft.Extensions.Caching.Distributed;

namespace Integration.Caching;

/// <summary>
/// The level of a cache that all silos share. Where it cannot be had it holds nothing and takes nothing: it never throws, but for
/// cancelling, because a cache that is away must not take the source with it.
/// </summary>
public interface ISharedCache : IDistributedCache
{
    /// <summary>Removes every value whose key begins with one of the texts.</summary>
    /// <param name="prefixes">Printable ASCII.</param>
    /// <param name="ct">Ends it.</param>
    Task RemoveAll(IReadOnlyCollection<string> prefixes, CancellationToken ct);
}
