namespace Integration.Products;

/// <summary>A price for one piece.</summary>
/// <param name="Value">What a buyer pays now, promotions that everybody gets included.</param>
[GenerateSerializer, Immutable, Alias("integration.ProductPrice")]
public sealed record ProductPrice([property: Id(0)] Money Value)
{
    /// <summary>The price without promotion or group; null where the platform does not tell it apart.</summary>
    [Id(1)]
    public Money? Regular { get; init; }

    /// <summary>From how many pieces on it holds, 1 or more.</summary>
    [Id(2)]
    public int MinimumQuantity { get; init; } = 1;
}
