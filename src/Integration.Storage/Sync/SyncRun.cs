namespace Integration.Sync;

/// <summary>A sync run as it is stored.</summary>
/// <param name="Shown">As the API shows it.</param>
/// <param name="Epoch">The owner's epoch: what an older owner writes finds no row.</param>
/// <param name="Generation">Of a full run: the one that it makes when it completes.</param>
/// <param name="Checkpoint">Where the next page begins, in the words of the walk; null before the first page.</param>
public sealed record SyncRun(SyncRunResource Shown, long Epoch, long Generation, string? Checkpoint);
