namespace Integration.Sync;

/// <summary>A record that is as it was, of which only what is noted beside it is new.</summary>
/// <param name="Id">The platform's number or id of it.</param>
/// <param name="Version">Its version, which the write compares.</param>
/// <param name="ListHash">Of the last record from a list.</param>
/// <param name="ChangedAt">When the platform last changed it.</param>
/// <param name="ReadAt">When the platform gave it.</param>
internal sealed record RecordTouch(
    string Id,
    long Version,
    Guid ListHash,
    DateTimeOffset? ChangedAt,
    DateTimeOffset ReadAt
);
