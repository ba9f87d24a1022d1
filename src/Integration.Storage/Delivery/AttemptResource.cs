namespace Integration.Delivery;

/// <summary>An attempt as the API shows it.</summary>
public sealed record AttemptResource
{
    /// <summary>Its number, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, ms.</summary>
    public required int DurationMs { get; init; }

    /// <summary>The answer's status; null where none came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why it failed; null when it delivered.</summary>
    public DeliveryError? Error { get; init; }

    /// <summary>The start of the answer as text; null where there was none, or its retention has ended.</summary>
    public string? ResponseStart { get; init; }
}
