namespace Integration.Products;

/// <summary>A picture of a product; the first is the main one.</summary>
/// <param name="Url">Absolute, https where the platform left the scheme out.</param>
[GenerateSerializer, Immutable, Alias("integration.ProductImage")]
public sealed record ProductImage([property: Id(0)] string Url);
