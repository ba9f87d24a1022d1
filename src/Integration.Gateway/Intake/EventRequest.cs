using System.Text.Json;

namespace Integration.Intake;

/// <summary>One event of <c>POST /api/v1/events</c>.</summary>
public sealed record EventRequest
{
    /// <summary>The event's type, such as <c>order.created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Any JSON value.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The sender's deduplication key, to 512 characters; not our event_id.</summary>
    public string? Id { get; init; }

    /// <summary>Its source; the API key's name when left out.</summary>
    public string? Source { get; init; }

    /// <summary>The entity, such as <c>order/PO-1</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The entity's version.</summary>
    public string? Version { get; init; }
}
