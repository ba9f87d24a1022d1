namespace Integration.Sync;

/// <summary>Why a walk could not read a part of its list for certain. The numbers are stored.</summary>
public enum WalkGapReason
{
    /// <summary>More records match than can be paged to, and there is nothing to cut in two any more.</summary>
    BeyondLimit = 0,

    /// <summary>Rows moved, or fewer came than the total told, in every pass: some may not have been seen.</summary>
    Unsettled = 1,
}
