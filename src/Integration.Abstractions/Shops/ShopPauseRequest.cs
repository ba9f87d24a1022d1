namespace Integration.Shops;

/// <summary>That a shop is to be paused.</summary>
/// <param name="Reason">Why, for people: 1 to 2,000 characters.</param>
[GenerateSerializer, Immutable, Alias("integration.ShopPauseRequest")]
public sealed record ShopPauseRequest([property: Id(0)] string? Reason);
