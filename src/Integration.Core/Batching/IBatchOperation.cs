namespace Integration.Batching;

/// <summary>An operation that takes many items in one call.</summary>
/// <typeparam name="TKey">What must be the same for items to share a call, such as the account.</typeparam>
/// <typeparam name="TItem">What is handed in.</typeparam>
/// <typeparam name="TResult">What each caller gets.</typeparam>
public interface IBatchOperation<TKey, TItem, TResult>
    where TKey : notnull
{
    /// <summary>The operation's name in figures; one of a few.</summary>
    string Name { get; }

    /// <summary>What happens to two items of one id.</summary>
    SameItemRule SameItem { get; }

    /// <summary>Items that one call of a key takes, 1 or more.</summary>
    int MaxItems(TKey key);

    /// <summary>The item's id within its key, compared ordinally.</summary>
    string IdOf(TItem item);

    /// <summary>About how many bytes an item keeps in memory, 0 or more.</summary>
    long SizeOf(TItem item);

    /// <summary>
    /// What is sent for several items of one id, where <see cref="SameItem"/> joins them: the last, unless an operation knows better.
    /// </summary>
    /// <param name="items">Two or more, in the order in which they were handed in.</param>
    TItem Join(IReadOnlyList<TItem> items) => items[^1];

    /// <summary>
    /// Makes one call. What failed as a value is in the answer; what it throws is a bug, and every caller of the batch gets it.
    /// </summary>
    /// <param name="key">What the items share.</param>
    /// <param name="items">1 to <see cref="MaxItems"/>, all of different ids.</param>
    /// <param name="ct">Cancelled when the process ends and the time for what is under way is over.</param>
    Task<BatchAnswer<TResult>> Call(TKey key, IReadOnlyList<TItem> items, CancellationToken ct);

    /// <summary>What the caller of an item gets that was not sent.</summary>
    TResult Refused(BatchRefusal refusal);
}
