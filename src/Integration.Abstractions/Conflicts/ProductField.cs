namespace Integration.Conflicts;

/// <summary>What of a product, or of one of its variants, can be edited here. The numbers are stored.</summary>
public enum ProductField
{
    /// <summary>Its title; of the product only.</summary>
    Title = 0,

    /// <summary>Its price for one piece.</summary>
    Price = 1,

    /// <summary>How many pieces can be sold.</summary>
    Stock = 2,
}
