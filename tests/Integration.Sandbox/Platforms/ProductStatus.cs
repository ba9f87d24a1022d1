namespace Integration.Sandbox.Platforms;

/// <summary>Whether a product can be bought.</summary>
public enum ProductStatus
{
    /// <summary>It can.</summary>
    OnSale,

    /// <summary>The seller took it off the shelf, or it waits for review.</summary>
    OffShelf,

    /// <summary>It is gone.</summary>
    Deleted,
}
