using Integration.Platforms;

namespace Integration.Orders;

/// <summary>A shipment that a platform was told of.</summary>
[GenerateSerializer, Immutable, Alias("integration.ShipmentResource")]
public sealed record ShipmentResource
{
    /// <summary>The shop.</summary>
    [Id(0)]
    public required string Shop { get; init; }

    /// <summary>The platform's number of the order.</summary>
    [Id(1)]
    public required string Order { get; init; }

    /// <summary>The platform's own id of the carrier.</summary>
    [Id(2)]
    public required string Carrier { get; init; }

    /// <summary>The carrier's number of the parcel.</summary>
    [Id(3)]
    public required string TrackingNumber { get; init; }

    /// <summary>The lines that the platform was told; empty where it takes orders as a whole.</summary>
    [Id(4)]
    public ShippedLine[] Lines { get; init; } = [];

    /// <summary>Whether it took the place of an earlier one.</summary>
    [Id(5)]
    public bool Replaces { get; init; }

    /// <summary>What came of it.</summary>
    [Id(6)]
    public required ShipmentOutcome Outcome { get; init; }

    /// <summary>Why its outcome is not known; null where it is.</summary>
    [Id(7)]
    public PlatformFailure? Failure { get; init; }

    /// <summary>When the platform was told, UTC.</summary>
    [Id(8)]
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Whether the order was read again since, so that the copy shows what came of it. False in the answer to a repeat, and where that
    /// failed: the next sync makes up for it.
    /// </summary>
    [Id(9)]
    public bool ReadAgain { get; init; }
}
