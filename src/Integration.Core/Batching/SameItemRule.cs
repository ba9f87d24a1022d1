namespace Integration.Batching;

/// <summary>What happens to two items of one id that wait at the same time. In no case are both in one call.</summary>
public enum SameItemRule
{
    /// <summary>
    /// One is sent for all, in the place of the first, and everybody gets its result: the one handed in last, for values that replace each
    /// other, such as a stock level, or what <see cref="IBatchOperation{TKey,TItem,TResult}.Join"/> makes of them.
    /// </summary>
    LastWins = 0,

    /// <summary>Each is sent, one call after the other.</summary>
    EachAlone = 1,
}
