namespace Integration.Sync;

/// <summary>Which sync runs; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Kind">Of this kind.</param>
/// <param name="Mode">Of this mode.</param>
/// <param name="State">In this state.</param>
/// <param name="Id">Exactly this run.</param>
public sealed record SyncRunFilter(
    string? Shop = null,
    SyncKind? Kind = null,
    SyncMode? Mode = null,
    SyncRunState? State = null,
    Guid? Id = null
);
