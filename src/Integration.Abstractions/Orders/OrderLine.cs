using Integration.Products;

namespace Integration.Orders;

/// <summary>One line of an order; some platforms call it an order and the order a parent order.</summary>
/// <param name="Id">The platform's number of the line.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderLine")]
public sealed record OrderLine([property: Id(0)] string Id)
{
    /// <summary>The platform's id of the product; null where it does not tell.</summary>
    [Id(1)]
    public string? ProductId { get; init; }

    /// <summary>The platform's id of the variant (SKU); null where it does not tell.</summary>
    [Id(2)]
    public string? VariantId { get; init; }

    /// <summary>The product's title when it was ordered; null where the platform does not tell.</summary>
    [Id(3)]
    public string? Title { get; init; }

    /// <summary>Pieces; null where the platform does not tell.</summary>
    [Id(4)]
    public long? Quantity { get; init; }

    /// <summary>How far it is.</summary>
    [Id(5)]
    public OrderStatus Status { get; init; }

    /// <summary>The status as the platform wrote it; null where it wrote none.</summary>
    [Id(6)]
    public string? StatusText { get; init; }

    /// <summary>Who ships it, as the platform wrote it; null where it does not tell.</summary>
    [Id(7)]
    public string? Fulfilment { get; init; }

    /// <summary>The price of one piece; null where the platform gives no amount with a currency.</summary>
    [Id(8)]
    public Money? Price { get; init; }

    /// <summary>When it was placed; null where the platform does not tell.</summary>
    [Id(9)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was shipped; null where the platform does not tell, or it was not yet.</summary>
    [Id(10)]
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>Marks on the line.</summary>
    [Id(11)]
    public OrderLabel[] Labels { get; init; } = [];
}
