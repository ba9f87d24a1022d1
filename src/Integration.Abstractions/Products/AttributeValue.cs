namespace Integration.Products;

/// <summary>An attribute of a product, or the option that makes a variant, in one language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Name">The attribute, such as "Material".</param>
/// <param name="Value">Its value, such as "Cotton"; a product may have several of one name.</param>
[GenerateSerializer, Immutable, Alias("integration.AttributeValue")]
public sealed record AttributeValue(
    [property: Id(0)] string Language,
    [property: Id(1)] string Name,
    [property: Id(2)] string Value
);
