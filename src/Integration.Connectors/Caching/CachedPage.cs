using System.ComponentModel;
using Integration.Products;

namespace Integration.Caching;

/// <summary>What is kept of a page of a list.</summary>
[ImmutableObject(true)]
internal sealed record CachedPage(ProductPage Page);
