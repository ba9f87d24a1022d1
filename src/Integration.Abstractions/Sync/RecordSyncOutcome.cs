namespace Integration.Sync;

/// <summary>What came of syncing one record by hand.</summary>
public enum RecordSyncOutcome
{
    /// <summary>It was new.</summary>
    Created = 0,

    /// <summary>It had changed.</summary>
    Changed = 1,

    /// <summary>It was as it is stored.</summary>
    Unchanged = 2,

    /// <summary>The platform did not give it, or what it gave cannot be read.</summary>
    Failed = 3,
}
