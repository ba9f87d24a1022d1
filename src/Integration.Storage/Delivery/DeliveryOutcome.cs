namespace Integration.Delivery;

/// <summary>What an attempt, or the decision not to make one, did to a delivery; written in groups.</summary>
public sealed record DeliveryOutcome
{
    /// <summary>The delivery.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The subscriber it is counted for.</summary>
    public required string SubscriberId { get; init; }

    /// <summary>When the event came in: delays are counted from then.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>
    /// Attempts made before this one; the row is only changed while it still says so, so that a second owner's outcome
    /// finds no row.
    /// </summary>
    public required int AttemptsBefore { get; init; }

    /// <summary>The new status; pending to try again at <see cref="RetryAt"/>.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>When it was decided, database clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it is due again; null when finished.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When the attempt began; null when none was made.</summary>
    public DateTimeOffset? AttemptStartedAt { get; init; }

    /// <summary>What the attempt came to; null when none was made.</summary>
    public AttemptResult? Result { get; init; }

    /// <summary>Why no attempt was made; null when one was.</summary>
    public string? Reason { get; init; }

    /// <summary>The same outcome without what the partner said.</summary>
    public DeliveryOutcome WithoutWords() =>
        this with
        {
            Result = Result is null ? null : Result with { ResponseStart = [], Message = null },
        };
}
