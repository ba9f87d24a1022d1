namespace Integration.Sync;

/// <summary>How a walk ended. The numbers are stored.</summary>
public enum WalkEnd
{
    /// <summary>It has read all that it was for, but for its gaps.</summary>
    Completed = 0,

    /// <summary>A page failed for good; it can be resumed at that page.</summary>
    Failed = 1,

    /// <summary>A person is needed; it goes on at the same page when it is resumed.</summary>
    Paused = 2,
}
