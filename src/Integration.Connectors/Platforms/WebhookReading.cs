using Integration.Mapping;
using Integration.Signatures;

namespace Integration.Platforms;

/// <summary>What a platform's webhook came to.</summary>
/// <param name="Check">Whether the platform has signed it.</param>
/// <param name="Told">
/// What it is about; null where it was not signed. Its subject is the number of an order, or <c>product/</c> and the id of a product.
/// </param>
public readonly record struct WebhookReading(SignatureCheck Check, MappedAttributes? Told = null);
