using System.Text.Json;
using Integration.Json;
using Integration.Orders;
using Integration.Products;

namespace Integration.Sync;

/// <summary>A new version of a record.</summary>
internal sealed record RecordChange
{
    /// <summary>The platform's number or id of it.</summary>
    public required string Id { get; init; }

    /// <summary>The new version, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>What it is about.</summary>
    public required RecordEvent Event { get; init; }

    /// <summary>The number of its status.</summary>
    public required short Status { get; init; }

    /// <summary>The number of the status that was stored before; null for the first version.</summary>
    public short? StatusBefore { get; init; }

    /// <summary>Its content.</summary>
    public required JsonElement Content { get; init; }

    /// <summary>Its packages; null where none were told.</summary>
    public string? Packages { get; init; }

    /// <summary>Numbers of packages that it had not before.</summary>
    public string[] NewPackages { get; init; } = [];

    /// <summary>States that it came into since the version before, oldest first; empty where the platform keeps no history.</summary>
    public OrderStep[] Steps { get; init; } = [];

    /// <summary>What is new; empty for the first version.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>Of the record from a list that it came from; empty where it did not come from one.</summary>
    public Guid ListHash { get; init; }

    /// <summary>When the platform last changed it; null where it does not tell.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When the platform gave it.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>When it was placed; null where the platform does not tell.</summary>
    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>What it was read from; null where that is not kept.</summary>
    public RawPayload? Raw { get; init; }
}
