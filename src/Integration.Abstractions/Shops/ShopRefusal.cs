namespace Integration.Shops;

/// <summary>That the account of a shop cannot be used until somebody changes it.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="AccountChangedAt">
/// When the account had last been changed before what was refused was read; null where there was none. What was changed later is to be
/// tried.
/// </param>
[GenerateSerializer, Immutable, Alias("integration.ShopRefusal")]
public sealed record ShopRefusal([property: Id(0)] string Reason, [property: Id(1)] DateTimeOffset? AccountChangedAt);
