using Integration.Products;

namespace Integration.Orders;

/// <summary>
/// An order as a platform shows it at one moment, in one shape for all platforms; with platforms that split orders, the parent order.
/// It names no account and no shop: who reads it knows.
/// </summary>
[GenerateSerializer, Immutable, Alias("integration.Order")]
public sealed record Order
{
    /// <summary>The platform's name, such as <c>temu</c>.</summary>
    [Id(0)]
    public required string Platform { get; init; }

    /// <summary>The platform's number of the order.</summary>
    [Id(1)]
    public required string Number { get; init; }

    /// <summary>How far it is.</summary>
    [Id(2)]
    public OrderStatus Status { get; init; }

    /// <summary>The status as the platform wrote it, so that an unknown one is not lost; null where it wrote none.</summary>
    [Id(3)]
    public string? StatusText { get; init; }

    /// <summary>When it was placed; null where the platform does not tell.</summary>
    [Id(4)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the platform last changed it; null where it does not tell.</summary>
    [Id(5)]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The latest time to ship it; null where the platform does not tell.</summary>
    [Id(6)]
    public DateTimeOffset? ShipBy { get; init; }

    /// <summary>When it was shipped; null where the platform does not tell, or it was not yet.</summary>
    [Id(7)]
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>The latest time of its delivery; null where the platform does not tell.</summary>
    [Id(8)]
    public DateTimeOffset? DeliverBy { get; init; }

    /// <summary>What was ordered, in the platform's order.</summary>
    [Id(9)]
    public OrderLine[] Lines { get; init; } = [];

    /// <summary>
    /// Its packages, in the platform's order, each number once; empty where none is assigned yet, which is no failure; null where
    /// this answer does not tell packages at all, as most lists do not.
    /// </summary>
    [Id(10)]
    public OrderPackage[]? Packages { get; init; }

    /// <summary>What the buyer pays; null where the platform gives no amount with a currency.</summary>
    [Id(11)]
    public Money? Total { get; init; }

    /// <summary>Marks on the order.</summary>
    [Id(12)]
    public OrderLabel[] Labels { get; init; } = [];

    /// <summary>
    /// The states it has passed through, oldest first, the last one being <see cref="Status"/>; null where the platform does not tell.
    /// With them nobody who was away has to guess what happened meanwhile.
    /// </summary>
    [Id(14)]
    public OrderStep[]? Steps { get; init; }

    /// <summary>What it was read from: the whole answer, or the order's own part of a list.</summary>
    [Id(13)]
    public RawPayload? Raw { get; init; }
}
