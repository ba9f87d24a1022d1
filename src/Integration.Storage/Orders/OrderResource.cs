using System.Text.Json;

namespace Integration.Orders;

/// <summary>A synced order as the API shows it.</summary>
public sealed record OrderResource
{
    /// <summary>The shop.</summary>
    public required string Shop { get; init; }

    /// <summary>The platform's number of it.</summary>
    public required string Number { get; init; }

    /// <summary>How far it is.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Raised by each real change, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The canonical order, without its packages.</summary>
    public required JsonElement Order { get; init; }

    /// <summary>Its packages; null while the platform has not told any, empty where none is assigned yet.</summary>
    public JsonElement? Packages { get; init; }

    /// <summary>The number of its first package.</summary>
    public string? PackageSn { get; init; }

    /// <summary>When it was placed, or first seen where the platform does not tell: the order of lists.</summary>
    public required DateTimeOffset ListedAt { get; init; }

    /// <summary>When the platform last changed it; null where it does not tell.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it was first stored, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last version was stored, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Since when a full run has not seen it, nor anybody else; null where it was seen.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>Since when it counts as deleted; null where it does not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}
