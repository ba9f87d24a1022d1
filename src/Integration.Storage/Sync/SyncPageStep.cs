namespace Integration.Sync;

/// <summary>The place of a page in its run. It is written only where the run still stands there and still has this owner.</summary>
/// <param name="Run">The run.</param>
/// <param name="Epoch">The owner's epoch.</param>
/// <param name="Page">Pages written before it.</param>
/// <param name="Checkpoint">Where the next page begins, in the words of the walk.</param>
/// <param name="Calls">Calls that were made for it.</param>
public sealed record SyncPageStep(Guid Run, long Epoch, long Page, string Checkpoint, int Calls)
{
    /// <summary>How many records there will be in all; null where the platform does not tell.</summary>
    public long? Expected { get; init; }

    /// <summary>What the walk keeps from one run to the next, in its own words; null leaves what is stored.</summary>
    public string? Marks { get; init; }
}
