namespace Integration.Intake;

/// <summary>Where an event's attributes stand: JMESPath over the payload, or <c>header:Name</c>.</summary>
[GenerateSerializer, Immutable, Alias("integration.SourceMapping")]
public sealed record SourceMapping
{
    /// <summary>The event's type; <c>webhook.received</c> where it is not found.</summary>
    [Id(0)]
    public string? Type { get; init; }

    /// <summary>The sender's event id, the key of deduplication.</summary>
    [Id(1)]
    public string? Id { get; init; }

    /// <summary>The entity.</summary>
    [Id(2)]
    public string? Subject { get; init; }

    /// <summary>When it happened: RFC 3339, Unix seconds or milliseconds.</summary>
    [Id(3)]
    public string? Time { get; init; }

    /// <summary>The entity's version.</summary>
    [Id(4)]
    public string? Version { get; init; }
}
