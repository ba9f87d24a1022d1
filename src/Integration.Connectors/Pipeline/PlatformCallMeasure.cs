using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>What one attempt, or one call with all its attempts, came to.</summary>
public readonly record struct PlatformCallMeasure
{
    /// <summary>The platform's name.</summary>
    public required string Platform { get; init; }

    /// <summary>Our id of the account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The platform's name of the call; one of a few.</summary>
    public required string Endpoint { get; init; }

    /// <summary>
    /// Whether it exchanged the code of an authorisation: that it is refused is for the person who brought the code, and says nothing about
    /// the account's tokens.
    /// </summary>
    public bool IsCodeExchange { get; init; }

    /// <summary>Of the attempt alone, without waits; of the call with everything.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The kind of the failure; null where it succeeded.</summary>
    public FailureKind? Kind { get; init; }

    /// <summary>The reason of the failure; null where it succeeded.</summary>
    public FailureReason? Reason { get; init; }

    /// <summary>
    /// Requests that were made so far, this one included. 0 only for a call that was refused before any: circuit open, too many at
    /// once, no permit.
    /// </summary>
    public required int Attempts { get; init; }

    /// <summary>How long it waited for permits, in all attempts so far.</summary>
    public required TimeSpan WaitedForRate { get; init; }
}
