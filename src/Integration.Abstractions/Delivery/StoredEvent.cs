using Integration.Intake;

namespace Integration.Delivery;

/// <summary>An event as it was committed.</summary>
[GenerateSerializer, Immutable, Alias("integration.StoredEvent")]
public sealed record StoredEvent
{
    /// <summary>The event's id, sent as <c>webhook-id</c>.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The source's id.</summary>
    [Id(1)]
    public required string Source { get; init; }

    /// <summary>The event's type.</summary>
    [Id(2)]
    public required string Type { get; init; }

    /// <summary>The entity.</summary>
    [Id(3)]
    public string? Subject { get; init; }

    /// <summary>When it happened, UTC.</summary>
    [Id(4)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset Received { get; init; }

    /// <summary>The entity's version.</summary>
    [Id(6)]
    public string? Version { get; init; }

    /// <summary>W4 <c>create_time</c>, from which freshness counts first.</summary>
    [Id(7)]
    public DateTimeOffset? FreshFrom { get; init; }

    /// <summary>The raw payload.</summary>
    [Id(8)]
    public required byte[] Payload { get; init; }

    /// <summary>What the payload is.</summary>
    [Id(9)]
    public required PayloadKind PayloadKind { get; init; }

    /// <summary>The <c>Content-Type</c> it came with.</summary>
    [Id(10)]
    public string? ContentType { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the request that brought it.</summary>
    [Id(11)]
    public string? TraceParent { get; init; }
}
