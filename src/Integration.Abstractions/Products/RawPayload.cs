namespace Integration.Products;

/// <summary>What the platform sent, byte for byte.</summary>
/// <param name="Body">
/// The whole answer where it describes one product; the product's own JSON where the answer held several.
/// </param>
/// <param name="ContentType">The media type as it was received; null where there was none.</param>
[GenerateSerializer, Immutable, Alias("integration.RawPayload")]
public sealed record RawPayload([property: Id(0)] byte[] Body, [property: Id(1)] string? ContentType);
