namespace Integration.Sync;

/// <summary>What a full walk that saw everything within its reach leaves behind.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="By">Which time its reach goes by; null where it saw the whole list.</param>
/// <param name="From">The first second of its reach; null where it saw the whole list.</param>
public sealed record FullMark(int Generation, WindowTime? By, DateTimeOffset? From)
{
    /// <summary>The mark of a walk.</summary>
    internal static FullMark Of(SyncWalk walk) => new(walk.Generation, walk.From is null ? null : walk.By, walk.From);
}
