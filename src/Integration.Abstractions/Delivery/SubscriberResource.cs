using Integration.Resources;

namespace Integration.Delivery;

/// <summary>A subscriber as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("integration.SubscriberResource")]
public sealed record SubscriberResource : IResource
{
    /// <summary>The subscriber's id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Display name.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>Where to POST.</summary>
    [Id(2)]
    public required string Url { get; init; }

    /// <summary>Event types and wildcards.</summary>
    [Id(3)]
    public required string[] EventTypes { get; init; }

    /// <summary>Ids of sources; empty for all.</summary>
    [Id(4)]
    public required string[] Sources { get; init; }

    /// <summary>Body format.</summary>
    [Id(5)]
    public required string Format { get; init; }

    /// <summary>Headers of their own; values of those that look like credentials are masked.</summary>
    [Id(6)]
    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>Time-out of one attempt.</summary>
    [Id(7)]
    public required string Timeout { get; init; }

    /// <summary>The retry schedule, as the waits before each retry without jitter.</summary>
    [Id(8)]
    public required RetrySettings Retry { get; init; }

    /// <summary>Attempts in flight at once.</summary>
    [Id(9)]
    public required int Concurrency { get; init; }

    /// <summary>The freshness limit; null for none.</summary>
    [Id(10)]
    public string? Freshness { get; init; }

    /// <summary>Whether events are routed to it.</summary>
    [Id(11)]
    public required bool Enabled { get; init; }

    /// <summary>Always true: every subscriber has a secret.</summary>
    [Id(12)]
    public required bool SecretSet { get; init; }

    /// <summary>When the secret was last changed, UTC.</summary>
    [Id(13)]
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>The secret, only in the answer that made it.</summary>
    [Id(14)]
    public string? Secret { get; init; }

    /// <summary>Raised by each change; the value of <c>If-Match</c>.</summary>
    [Id(15)]
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(16)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    [Id(17)]
    public required DateTimeOffset UpdatedAt { get; init; }
}
