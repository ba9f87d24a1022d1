namespace Integration.Formats;

/// <summary>An event as it is written into a request's body.</summary>
public sealed record OutgoingEvent
{
    /// <summary>The event's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The source's id.</summary>
    public required string Source { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>The entity.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>The entity's version.</summary>
    public string? Version { get; init; }

    /// <summary>The raw payload.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>What the payload is.</summary>
    public required PayloadShape Shape { get; init; }

    /// <summary>The <c>Content-Type</c> it came with.</summary>
    public string? ContentType { get; init; }

    /// <summary>From when freshness counts first (W4 <c>create_time</c>).</summary>
    public DateTimeOffset? FreshFrom { get; init; }
}
