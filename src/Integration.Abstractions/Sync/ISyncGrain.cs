using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Sync;

/// <summary>
/// The sync of one kind of a shop's records: starts and stops its runs, and sees to it that one is worked on, outside of its turns.
/// Key: <see cref="KeyOf"/>.
/// </summary>
[Alias("integration.ISyncGrain")]
public interface ISyncGrain : IGrainWithStringKey
{
    /// <summary>The key of the sync of a shop's records.</summary>
    /// <param name="shop">The shop's id, which has no slash.</param>
    /// <param name="kind">What is synced.</param>
    static string KeyOf(string shop, SyncKind kind) => $"{(kind == SyncKind.Orders ? "orders" : "products")}/{shop}";

    /// <summary>Stores a run and begins to work on it; the answer does not wait for its first page. 409 where one runs.</summary>
    [Alias("Start")]
    Task<Outcome<SyncRunResource>> Start(SyncRequest request, WriteContext context, CancellationToken ct);

    /// <summary>Ends a run where it stands; what it wrote stays. 409 where it has ended by itself.</summary>
    [Alias("Stop")]
    Task<Outcome<SyncRunResource>> Stop(Guid run, WriteContext context, CancellationToken ct);

    /// <summary>Starts what is due by the schedule, once, however often it was due.</summary>
    [Alias("StartDue")]
    Task StartDue(CancellationToken ct);

    /// <summary>
    /// A run, or a record that could not be read, is to be worked on, unless that is being done. Whoever was paused begins anew at its
    /// page where it may.
    /// </summary>
    [AlwaysInterleave]
    [Alias("Wake")]
    Task Wake(CancellationToken ct);

    /// <summary>Reads the records again that the shop's webhooks have named, orders and products, unless that is being done.</summary>
    [AlwaysInterleave]
    [Alias("Hear")]
    Task Hear(CancellationToken ct);

    /// <summary>Asks the platform for one record and stores it, whether a run is under way or not.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:30")]
    [Alias("SyncRecord")]
    Task<Outcome<RecordSyncResource>> SyncRecord(string id, WriteContext context, CancellationToken ct);
}
