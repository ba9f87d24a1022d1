namespace Integration.Delivery;

/// <summary>A delivery as the API shows it.</summary>
public sealed record DeliveryResource
{
    /// <summary>Its id, UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The subscriber.</summary>
    public required string SubscriberId { get; init; }

    /// <summary>Where it stands; cancelled from the moment its subscriber is disabled or deleted.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>Attempts made.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next, UTC; null when it is finished.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was finished, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What the last attempt failed with; null when none did.</summary>
    public DeliveryError? LastError { get; init; }
}
