using Integration.Sync;

namespace Integration.Shops;

/// <summary>What a shop has to know of the account that it names.</summary>
/// <param name="Platform">The account's platform.</param>
/// <param name="Kinds">What that platform lists.</param>
internal sealed record ShopAccount(string Platform, SyncKind[] Kinds)
{
    /// <summary>The platform of the account that the shop had; null where that is not known, or it is new.</summary>
    public string? PlatformBefore { get; init; }
}
