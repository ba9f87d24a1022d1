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

    /// <summary>
    /// Where the run stands after the page, by how many of its records were new or had changed; it is asked inside the page's
    /// transaction and then holds instead of <see cref="Checkpoint"/>, <see cref="Expected"/> and <see cref="Marks"/>. Null where the
    /// page makes no difference to it.
    /// </summary>
    public Func<int, SyncCheckpoint>? After { get; init; }
}
