namespace Integration.Sync;

/// <summary>What a walk is for. The numbers are stored.</summary>
public enum WalkMode
{
    /// <summary>What changed since the last one, oldest first.</summary>
    Incremental = 0,

    /// <summary>All that the list has, newest first; it alone tells what is no longer there.</summary>
    Full = 1,

    /// <summary>A window that somebody named, newest first.</summary>
    Backfill = 2,
}
