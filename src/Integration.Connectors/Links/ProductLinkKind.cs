namespace Integration.Links;

/// <summary>What an address of a platform leads to.</summary>
public enum ProductLinkKind
{
    /// <summary>It names a product.</summary>
    Product = 0,

    /// <summary>A short link: it redirects to an address that names one.</summary>
    Redirecting = 1,

    /// <summary>Only a call of the platform tells where it leads to (<see cref="Platforms.ILinkResolution"/>).</summary>
    PlatformResolved = 2,
}
