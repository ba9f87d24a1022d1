namespace Integration.Links;

/// <summary>An address as a platform's connector reads it.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Kind">What it leads to.</param>
/// <param name="Url">The address, https.</param>
/// <param name="ProductId">The product's id; null unless it names one.</param>
public sealed record ProductLink(string Platform, ProductLinkKind Kind, Uri Url, string? ProductId = null);
