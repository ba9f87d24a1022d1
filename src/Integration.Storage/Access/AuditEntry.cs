using System.Text.Json;

namespace Integration.Access;

/// <summary>An entry of the audit.</summary>
public sealed record AuditEntry
{
    /// <summary>Its id, UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: an API key's eight characters, or a part of the product.</summary>
    public required string Actor { get; init; }

    /// <summary>What, such as <c>subscriber.change</c>.</summary>
    public required string Action { get; init; }

    /// <summary>On which, such as <c>subscriber/erp</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The resource before, without secrets.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>The resource after, without secrets.</summary>
    public JsonElement? After { get; init; }

    /// <summary>The request's trace.</summary>
    public string? TraceId { get; init; }
}
