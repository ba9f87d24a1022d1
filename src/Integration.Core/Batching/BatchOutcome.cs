namespace Integration.Batching;

/// <summary>What a call says of one of its items.</summary>
/// <typeparam name="TResult">What the item's caller gets.</typeparam>
/// <param name="Result">Told to the caller, unless the item is sent again.</param>
/// <param name="IsPassing">Whether the item failed for a reason that may pass, so that it is worth sending again.</param>
/// <param name="RetryAfter">How long to wait before that, 0 or more; null to leave it to the optimiser's own schedule.</param>
public readonly record struct BatchOutcome<TResult>(
    TResult Result,
    bool IsPassing = false,
    TimeSpan? RetryAfter = null
);
