namespace Integration.Sync;

/// <summary>What is stored of a record that a page may change.</summary>
/// <param name="Version">Its version, which the write compares.</param>
/// <param name="Status">The number of its status.</param>
/// <param name="Content">Its content.</param>
/// <param name="Packages">Its packages; null where none were told, and of a product.</param>
/// <param name="ListHash">Of the last record from a list.</param>
/// <param name="ChangedAt">When the platform last changed it.</param>
/// <param name="IsDeleted">Whether it counts as deleted.</param>
/// <param name="IsMissing">Whether a full run has not seen it, nor anybody since.</param>
/// <param name="IsBehind">Whether the page's record is the newer one.</param>
internal sealed record StoredRecord(
    long Version,
    short Status,
    string Content,
    string? Packages,
    Guid ListHash,
    DateTimeOffset? ChangedAt,
    bool IsDeleted,
    bool IsMissing,
    bool IsBehind
);
