namespace Integration.Sync;

/// <summary>Where a run stands after a page.</summary>
/// <param name="Walk">Where the next page begins, in the words of the walk.</param>
/// <param name="Marks">What the walk keeps from one run to the next, in its own words; null leaves what is stored.</param>
/// <param name="Expected">How many records there will be in all; null where nothing tells.</param>
public sealed record SyncCheckpoint(string Walk, string? Marks, long? Expected);
