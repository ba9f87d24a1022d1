namespace Integration.Shops;

/// <summary>That a shop is to be paused.</summary>
/// <param name="Reason">Why, for people: 1 to 2,000 characters.</param>
[GenerateSerializer, Immutable, Alias("integration.ShopPauseRequest")]
public sealed record ShopPauseRequest([property: Id(0)] string? Reason)
{
    /// <summary>Whether it goes on by itself once its account is changed, as new credentials change it.</summary>
    [Id(1)]
    public bool WaitsForAccount { get; init; }
}
