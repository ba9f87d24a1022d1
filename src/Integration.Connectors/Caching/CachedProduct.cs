using System.ComponentModel;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Caching;

/// <summary>
/// What is kept of a product: the product, or that it is gone. Marked as immutable, so that memory holds the object itself and not
/// bytes to be read anew at each hit: nobody may change what a cache gave.
/// </summary>
[ImmutableObject(true)]
internal sealed record CachedProduct(Product? Product, PlatformFailure? Gone);
