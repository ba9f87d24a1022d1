using System.ComponentModel;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Caching;

/// <summary>
/// What a platform answered for a product: the product, or why there is none. Marked as immutable, so that memory holds the object
/// itself and not bytes to be read anew at each hit: nobody may change what a cache gave.
/// </summary>
/// <param name="Product">The product; null exactly where there is a failure.</param>
/// <param name="Failure">Why there is none; of what is kept, only that it is gone.</param>
/// <param name="ReadAt">When the platform was asked, by the database's clock.</param>
[ImmutableObject(true)]
internal sealed record CachedProduct(Product? Product, PlatformFailure? Failure, DateTimeOffset ReadAt)
{
    private int _isSeen;

    /// <summary>
    /// Whether nobody has asked this before: of an object that was found, that it was just read from the shared level, because
    /// memory gives the same object again.
    /// </summary>
    public bool IsNew() => Interlocked.Exchange(ref _isSeen, 1) == 0;
}
