namespace Integration.Sync;

/// <summary>Which records that failed; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Kind">Of this kind.</param>
/// <param name="Run">Last met by this run.</param>
/// <param name="RecordId">With this id.</param>
public sealed record RecordFailureFilter(
    string? Shop = null,
    SyncKind? Kind = null,
    Guid? Run = null,
    string? RecordId = null
);
