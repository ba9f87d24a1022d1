namespace Integration.Sandbox.Platforms;

/// <summary>Body of <c>PATCH /control/products/{id}</c>; what is left out stays.</summary>
internal sealed record ProductChange
{
    /// <summary>A new title in all languages.</summary>
    public string? Title { get; init; }

    /// <summary>A new price of all variants in fen, more than 0.</summary>
    public long? PriceFen { get; init; }

    /// <summary>A new stock of all variants, 0 or more.</summary>
    public long? Stock { get; init; }

    /// <summary>A new status.</summary>
    public ProductStatus? Status { get; init; }

    /// <summary>The product with the change.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public CatalogueProduct Apply(CatalogueProduct product)
    {
        if (PriceFen <= 0 || Stock < 0)
        {
            throw new ArgumentException("price_fen: more than 0; stock: 0 or more.", nameof(product));
        }

        return product with
        {
            GivenTitle = Title ?? product.GivenTitle,
            Status = Status ?? product.Status,
            Variants =
            [
                .. product.Variants.Select(one =>
                    one with
                    {
                        PriceFen = PriceFen ?? one.PriceFen,
                        Stock = Stock ?? one.Stock,
                    }
                ),
            ],
        };
    }
}
