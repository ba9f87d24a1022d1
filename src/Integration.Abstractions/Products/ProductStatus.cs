namespace Integration.Products;

/// <summary>Whether a product can be bought. The numbers are stored.</summary>
public enum ProductStatus
{
    /// <summary>The platform does not tell.</summary>
    Unknown = 0,

    /// <summary>On sale.</summary>
    OnSale = 1,

    /// <summary>There, but not on sale.</summary>
    OffSale = 2,

    /// <summary>On sale, nothing left.</summary>
    SoldOut = 3,
}
