namespace Integration.Sync;

/// <summary>How much a sync run reads. The numbers are stored.</summary>
public enum SyncMode
{
    /// <summary>What changed since the last one, with an overlap.</summary>
    Incremental = 0,

    /// <summary>Everything; what two such runs in a row do not see counts as deleted.</summary>
    Full = 1,

    /// <summary>A window of time that somebody asked for.</summary>
    Backfill = 2,
}
