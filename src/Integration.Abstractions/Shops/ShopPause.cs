namespace Integration.Shops;

/// <summary>That a shop is not synced by itself for now.</summary>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Reason">Why, for people.</param>
[GenerateSerializer, Immutable, Alias("integration.ShopPause")]
public sealed record ShopPause([property: Id(0)] DateTimeOffset Since, [property: Id(1)] string Reason)
{
    /// <summary>Whether it goes on by itself once its account is changed, as new credentials change it.</summary>
    [Id(2)]
    public bool WaitsForAccount { get; init; }
}
