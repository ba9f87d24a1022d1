using Integration.Formats;

namespace Integration.Delivery;

/// <summary>A subscriber's configuration in the form that attempts use: parsed, unsealed, immutable.</summary>
internal sealed record SubscriberRuntime
{
    public required string Id { get; init; }

    public required long Epoch { get; init; }

    public required bool Enabled { get; init; }

    public required Uri Url { get; init; }

    public required IBodyFormat Format { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The current secret and, while its grace time lasts, the one before.</summary>
    public required SigningSecrets Secrets { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required RetrySchedule Retry { get; init; }

    public required int Concurrency { get; init; }

    /// <summary>The subscriber's own limit; null for none.</summary>
    public required TimeSpan? Freshness { get; init; }
}
