namespace Integration.Collections;

/// <summary>Where a collection stands. The numbers are stored.</summary>
public enum CollectionState
{
    /// <summary>Some items wait, or the shop's list has not been read to its end.</summary>
    Running = 0,

    /// <summary>Every item has a result.</summary>
    Completed = 1,

    /// <summary>It was cancelled; items without a result then are cancelled too.</summary>
    Cancelled = 2,

    /// <summary>Its account or its shop's list could not be used to the end; <c>error</c> says why.</summary>
    Failed = 3,
}
