using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Collections;

/// <summary>
/// One collection of products: starts it, cancels it, and sees to it that its items are worked on. Key: the collection's id.
/// </summary>
[Alias("integration.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>Stores the collection with its items and begins to work on them; the answer does not wait for any.</summary>
    [Alias("Start")]
    Task<Outcome<CollectionResource>> Start(CollectionRequest request, WriteContext context, CancellationToken ct);

    /// <summary>Cancels what waits; 409 where the collection has ended by itself.</summary>
    [Alias("Cancel")]
    Task<Outcome<CollectionResource>> Cancel(WriteContext context, CancellationToken ct);

    /// <summary>Some items are due: work on them, unless that is being done.</summary>
    [AlwaysInterleave]
    [Alias("Wake")]
    Task Wake(CancellationToken ct);
}
