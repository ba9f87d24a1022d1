namespace Integration.Alerts;

/// <summary>What became of a commit.</summary>
public enum AlertCommitResult
{
    /// <summary>It is stored.</summary>
    Stored = 1,

    /// <summary>Whether it is stored is not known: the answer was lost. <see cref="AlertTable.Stamp"/> tells it later.</summary>
    Unknown = 2,

    /// <summary>Nothing was stored: another revision is there.</summary>
    Stale = 3,
}
