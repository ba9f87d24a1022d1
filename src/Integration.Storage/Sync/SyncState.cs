namespace Integration.Sync;

/// <summary>How far one kind of a shop's records is synced, as it is stored.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Shown">As the API shows it.</param>
/// <param name="Marks">What the walk keeps from one run to the next, in its own words; null before the first.</param>
public sealed record SyncState(string Shop, SyncStateResource Shown, string? Marks)
{
    /// <summary>The version of the shop's configuration that the plan was made for; null where none was made.</summary>
    public long? PlannedVersion { get; init; }

    /// <summary>When the plan was reckoned; null where none was, or by an older build.</summary>
    public DateTimeOffset? PlannedAt { get; init; }
}
