namespace Integration.Intake;

/// <summary>An event before it is stored. Attributes are CloudEvents' own.</summary>
[GenerateSerializer, Immutable, Alias("integration.EventDraft")]
public sealed record EventDraft
{
    /// <summary>The event's id, a UUID v7 made by the gateway so that it may repeat a lost call.</summary>
    [Id(0)]
    public required Guid EventId { get; init; }

    /// <summary>The source's id, 1–63 characters.</summary>
    [Id(1)]
    public required string Source { get; init; }

    /// <summary>The event's type, such as <c>order.created</c>, 1–255 characters.</summary>
    [Id(2)]
    public required string Type { get; init; }

    /// <summary>
    /// The sender's key of the event within the source, to 512 characters; null where the sender has none, then
    /// nothing is deduplicated.
    /// </summary>
    [Id(3)]
    public string? Key { get; init; }

    /// <summary>The entity, such as <c>order/PO-1</c>, to 512 characters.</summary>
    [Id(4)]
    public string? Subject { get; init; }

    /// <summary>When it happened, UTC; null where the sender does not say.</summary>
    [Id(5)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The entity's version in its system, to 128 characters.</summary>
    [Id(6)]
    public string? Version { get; init; }

    /// <summary>The raw body, byte for byte.</summary>
    [Id(7)]
    public required byte[] Payload { get; init; }

    /// <summary>The <c>Content-Type</c> it came with, to 255 characters.</summary>
    [Id(8)]
    public string? ContentType { get; init; }

    /// <summary>What <see cref="Payload"/> is.</summary>
    [Id(9)]
    public PayloadKind PayloadKind { get; init; }

    /// <summary>W4 <c>create_time</c>, from which freshness counts; null to count from time, then received.</summary>
    [Id(10)]
    public DateTimeOffset? FreshFrom { get; init; }

    /// <summary>Deliver to this subscriber alone (a test event); null to route by type and source.</summary>
    [Id(11)]
    public string? OnlySubscriber { get; init; }

    /// <summary>A nonce that must not come again with another body; null where the scheme has none.</summary>
    [Id(12)]
    public ReplayNonce? Nonce { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the request that brought it.</summary>
    [Id(13)]
    public string? TraceParent { get; init; }
}
