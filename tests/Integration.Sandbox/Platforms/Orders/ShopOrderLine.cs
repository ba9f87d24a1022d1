namespace Integration.Sandbox.Platforms.Orders;

/// <summary>One line of an order.</summary>
public sealed record ShopOrderLine
{
    /// <summary>Unique on the platform.</summary>
    public required string Number { get; init; }

    /// <summary>What was ordered.</summary>
    public required long Product { get; init; }

    /// <summary>Which of its variants.</summary>
    public required long Variant { get; init; }

    /// <summary>The product's title when it was ordered.</summary>
    public required string Title { get; init; }

    /// <summary>The price of a piece when it was ordered, in fen (a hundredth of a yuan), more than 0.</summary>
    public required long PriceFen { get; init; }

    /// <summary>Pieces, 1 or more.</summary>
    public required int Quantity { get; init; }

    /// <summary>How far it is.</summary>
    public ShopOrderStatus Status { get; init; }

    /// <summary>When it was shipped; null where it was not.</summary>
    public DateTimeOffset? Shipped { get; init; }

    /// <summary>Its packages, those too that get their number later.</summary>
    public IReadOnlyList<ShopPackage> Packages { get; init; } = [];
}
