namespace Integration.Collections;

/// <summary>What became of an item of a collection. The numbers are stored.</summary>
public enum CollectionItemStatus
{
    /// <summary>It has no result yet.</summary>
    Waiting = 0,

    /// <summary>The product was asked for, and is new or has changed.</summary>
    Collected = 1,

    /// <summary>The product was asked for, and is as it was.</summary>
    Unchanged = 2,

    /// <summary>The product had been collected recently: nobody was asked.</summary>
    Fresh = 3,

    /// <summary>There is no product; the item says why.</summary>
    Failed = 4,

    /// <summary>The collection was cancelled first.</summary>
    Cancelled = 5,
}
