namespace Integration.Sync;

/// <summary>How far one kind of a shop's records is synced, as it is stored.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Shown">As the API shows it.</param>
/// <param name="FullMark">What the walk keeps of the last full run that saw everything within its reach; null before.</param>
public sealed record SyncState(string Shop, SyncStateResource Shown, string? FullMark);
