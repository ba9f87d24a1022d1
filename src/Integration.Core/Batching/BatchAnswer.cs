namespace Integration.Batching;

/// <summary>What came of one call.</summary>
/// <typeparam name="TResult">What an item's caller gets.</typeparam>
/// <param name="Items">One for each item of the call, in its order.</param>
/// <param name="Pause">How long no further call of this key may be made; null where the platform did not ask for it.</param>
public sealed record BatchAnswer<TResult>(IReadOnlyList<BatchOutcome<TResult>> Items, TimeSpan? Pause = null);
