using Integration.Batching;
using Integration.Platforms;

namespace Integration.Writes;

/// <summary>One kind of write as the optimiser sees it.</summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TValue">What comes of it.</typeparam>
internal sealed class WriteOperation<TItem, TValue>
    : IBatchOperation<WriteKey, PendingWrite<TItem>, PlatformResult<TValue>>
    where TValue : class
{
    private static readonly TimeSpan WaitWhenFull = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public required string Name { get; init; }

    /// <inheritdoc />
    public required SameItemRule SameItem { get; init; }

    /// <summary>How many one call of a key takes.</summary>
    public required Func<WriteKey, int> Limit { get; init; }

    /// <summary>What makes two items the same thing.</summary>
    public required Func<TItem, string> Id { get; init; }

    /// <summary>What two items of one id, the older first, are together; null where the newer replaces the older.</summary>
    public Func<TItem, TItem, TItem>? Joined { get; init; }

    /// <summary>Makes the call; one outcome for each item, in its order.</summary>
    public required Func<
        WriteKey,
        AccountCredentials,
        TItem[],
        CancellationToken,
        Task<PlatformResult<TValue>[]>
    > Write { get; init; }

    /// <summary>Whether an item whose call may have taken effect, though its answer was lost, can be sent again.</summary>
    public required Func<WriteKey, bool> IsRepeatable { get; init; }

    /// <inheritdoc />
    public int MaxItems(WriteKey key) => Limit(key);

    /// <inheritdoc />
    public string IdOf(PendingWrite<TItem> item) => Id(item.Item);

    /// <inheritdoc />
    public long SizeOf(PendingWrite<TItem> item) => item.Bytes;

    /// <inheritdoc />
    public PendingWrite<TItem> Join(IReadOnlyList<PendingWrite<TItem>> items) =>
        Joined is null ? items[^1] : items[^1] with { Item = items.Select(static one => one.Item).Aggregate(Joined) };

    /// <inheritdoc />
    public async Task<BatchAnswer<PlatformResult<TValue>>> Call(
        WriteKey key,
        IReadOnlyList<PendingWrite<TItem>> items,
        CancellationToken ct
    )
    {
        // The one handed in last has the newest token.
        var outcomes = await Write(key, items[^1].Account, [.. items.Select(static one => one.Item)], ct);
        var isRepeatable = IsRepeatable(key);
        return new([.. outcomes.Select(one => Judge(one, isRepeatable))], Pause(outcomes));
    }

    /// <inheritdoc />
    public PlatformResult<TValue> Refused(BatchRefusal refusal) =>
        refusal == BatchRefusal.QueueFull
            ? new PlatformFailure(
                FailureKind.Throttled,
                FailureReason.RateLimit,
                "Too many writes wait for the platform already; this one was not taken. Send it again later."
            )
            {
                RetryAfter = WaitWhenFull,
            }
            : new PlatformFailure(
                FailureKind.Transient,
                FailureReason.Network,
                "The program ends; whether the platform has done this is not known."
            );

    private static BatchOutcome<PlatformResult<TValue>> Judge(PlatformResult<TValue> outcome, bool isRepeatable)
    {
        var failure = outcome.Failure;
        var isPassing = failure?.Kind is FailureKind.Transient or FailureKind.Throttled;
        return new(outcome, isPassing && (isRepeatable || !WriteRules.MayBeDone(failure!)), failure?.RetryAfter);
    }

    // Where the platform throttles all of a call, it is the account that must wait and not the items.
    private static TimeSpan? Pause(PlatformResult<TValue>[] outcomes) =>
        Array.TrueForAll(outcomes, static one => one.Failure?.Kind == FailureKind.Throttled)
            ? outcomes.Max(static one => one.Failure!.RetryAfter)
            : null;
}
