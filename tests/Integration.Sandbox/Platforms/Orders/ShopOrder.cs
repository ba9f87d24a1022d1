namespace Integration.Sandbox.Platforms.Orders;

/// <summary>An order of the shop. Changed only by making a new one.</summary>
public sealed record ShopOrder
{
    /// <summary>Unique on the platform; never given twice.</summary>
    public required string Number { get; init; }

    /// <summary>Its place among all that were ever made, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>When it was placed, in whole seconds.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, in whole seconds.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The latest time to ship it.</summary>
    public required DateTimeOffset ShipBy { get; init; }

    /// <summary>How far it is.</summary>
    public ShopOrderStatus Status { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<ShopOrderLine> Lines { get; init; }

    /// <summary>Whether the platform marks it as soon overdue.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>When all of it was shipped; null before that.</summary>
    public DateTimeOffset? Shipped =>
        Lines.All(line => line.Shipped is not null) ? Lines.Max(line => line.Shipped) : null;

    /// <summary>What the buyer pays, in fen.</summary>
    public long TotalFen => Lines.Sum(line => line.PriceFen * line.Quantity);

    /// <summary>How often it was changed.</summary>
    public int Version { get; init; }
}
