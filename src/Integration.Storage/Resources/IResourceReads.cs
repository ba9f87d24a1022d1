using Integration.Lists;

namespace Integration.Resources;

/// <summary>Reads configured resources as the API shows them.</summary>
/// <typeparam name="TResource">The resource.</typeparam>
public interface IResourceReads<TResource>
    where TResource : class, IResource
{
    /// <summary>A page, the newest first.</summary>
    Task<Page<TResource>> List(PageRequest page, CancellationToken ct);

    /// <summary>One; null when there is none.</summary>
    Task<TResource?> Find(string id, CancellationToken ct);
}
