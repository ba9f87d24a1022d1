namespace Integration.Products;

/// <summary>A product in a shop's list: what lists tell, the rest is asked for by id.</summary>
/// <param name="Id">The platform's id, as text.</param>
/// <param name="Title">As the shop wrote it; empty where the list has none.</param>
[GenerateSerializer, Immutable, Alias("integration.ProductListItem")]
public sealed record ProductListItem([property: Id(0)] string Id, [property: Id(1)] string Title)
{
    /// <summary>The seller's own code; null where there is none.</summary>
    [Id(2)]
    public string? SellerCode { get; init; }

    /// <summary>The lowest price; null where the list has none.</summary>
    [Id(3)]
    public Money? Price { get; init; }

    /// <summary>Pieces in all variants; null where the list does not tell.</summary>
    [Id(4)]
    public long? Stock { get; init; }

    /// <summary>The main picture; null where the list has none.</summary>
    [Id(5)]
    public ProductImage? Image { get; init; }

    /// <summary>When the platform last changed it; null where the list does not tell.</summary>
    [Id(6)]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether it can be bought.</summary>
    [Id(7)]
    public ProductStatus Status { get; init; }
}
