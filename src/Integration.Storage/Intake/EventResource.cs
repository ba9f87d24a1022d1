namespace Integration.Intake;

/// <summary>An event as lists show it.</summary>
public sealed record EventResource
{
    /// <summary>Its id, UUID v7.</summary>
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

    /// <summary>The sender's key of the event within the source.</summary>
    public string? Key { get; init; }

    /// <summary>The <c>Content-Type</c> it came with.</summary>
    public string? ContentType { get; init; }

    /// <summary>Size of the raw payload in bytes.</summary>
    public required int Size { get; init; }
}
