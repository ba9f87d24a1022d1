namespace Integration.Sync;

/// <summary>A page of a shop's list, of whatever kind.</summary>
/// <param name="Records">What can be read.</param>
/// <param name="Failures">What cannot.</param>
/// <param name="Told">What the walk is told of it, by how many records were new or had changed.</param>
internal sealed record SyncListPage(
    IReadOnlyList<SyncRecord> Records,
    IReadOnlyList<FailedRecord> Failures,
    Func<int, WalkPage> Told
)
{
    /// <summary>Calls that were made for it.</summary>
    public int Calls { get; init; } = 1;
}
