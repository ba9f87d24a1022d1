namespace Integration.Links;

/// <summary>What an address of a platform leads to.</summary>
public enum ProductLinkKind
{
    /// <summary>It names a product.</summary>
    Product = 0,

    /// <summary>A short link: it redirects to an address that names one.</summary>
    Redirecting = 1,

    /// <summary>It leads to a product, but only an interface of the platform that is not used here tells which.</summary>
    Opaque = 2,
}
