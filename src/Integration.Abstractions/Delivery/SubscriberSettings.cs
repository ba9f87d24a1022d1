using Integration.Resources;

namespace Integration.Delivery;

/// <summary>A subscriber as its owner configures it. Requirements W1–W4.</summary>
[GenerateSerializer, Immutable, Alias("integration.SubscriberSettings")]
public sealed record SubscriberSettings : IResourceSettings
{
    /// <summary>Id chosen by people, immutable; made when left out.</summary>
    [Id(0)]
    public string? Id { get; init; }

    /// <summary>Display name, to 200 characters.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>Where to POST: an absolute http or https URL without user information, to 2,048 characters.</summary>
    [Id(2)]
    public string? Url { get; init; }

    /// <summary>Event types, <c>*</c> for all, <c>order.*</c> for all below <c>order</c>; 1 to 100.</summary>
    [Id(3)]
    public string[]? EventTypes { get; init; }

    /// <summary>Ids of sources; null or empty for all.</summary>
    [Id(4)]
    public string[]? Sources { get; init; }

    /// <summary>Body format: <c>standard</c> (default), <c>cloudevents</c> or <c>wallet</c>.</summary>
    [Id(5)]
    public string? Format { get; init; }

    /// <summary>
    /// Secret in the form <c>whsec_…</c>; made when left out at creation. Written, never read. A change keeps the old
    /// one valid beside it for 24 h: requests carry both signatures.
    /// </summary>
    [Id(6)]
    public string? Secret { get; init; }

    /// <summary>Headers of their own, at most 20; those that the product sets are refused.</summary>
    [Id(7)]
    public Dictionary<string, string>? Headers { get; init; }

    /// <summary>Time-out of one attempt, a duration from 100ms to 60s; default <c>10s</c>.</summary>
    [Id(8)]
    public string? Timeout { get; init; }

    /// <summary>When failed attempts are tried again; default 3 retries from 1 s, exponential.</summary>
    [Id(9)]
    public RetrySettings? Retry { get; init; }

    /// <summary>Attempts in flight at once, 1 to 256; default 3.</summary>
    [Id(10)]
    public int? Concurrency { get; init; }

    /// <summary>Data older than this is not pushed, a duration; <c>off</c> or null for no limit.</summary>
    [Id(11)]
    public string? Freshness { get; init; }

    /// <summary>Whether events are routed to it; disabling cancels what is pending.</summary>
    [Id(12)]
    public bool Enabled { get; init; } = true;
}
