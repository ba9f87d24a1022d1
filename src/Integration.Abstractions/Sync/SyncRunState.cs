namespace Integration.Sync;

/// <summary>Where a sync run stands. The numbers are stored.</summary>
public enum SyncRunState
{
    /// <summary>It works, or goes on where a crash ended it.</summary>
    Running = 0,

    /// <summary>It read all that it had to.</summary>
    Completed = 1,

    /// <summary>It gave up; its error says why.</summary>
    Failed = 2,

    /// <summary>Somebody stopped it.</summary>
    Stopped = 3,
}
