namespace Integration.Mapping;

/// <summary>Where the attributes of an event stand: JMESPath over the payload, or <c>header:Name</c>; null for nowhere.</summary>
public sealed record MappingExpressions
{
    /// <summary>The event's type.</summary>
    public string? Type { get; init; }

    /// <summary>The sender's event id.</summary>
    public string? Id { get; init; }

    /// <summary>The entity.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened.</summary>
    public string? Time { get; init; }

    /// <summary>The entity's version.</summary>
    public string? Version { get; init; }
}
