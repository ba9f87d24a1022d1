namespace Integration.Shops;

/// <summary>Which shops; null for any.</summary>
/// <param name="Account">Of this account.</param>
/// <param name="Enabled">Enabled ones, or disabled ones.</param>
/// <param name="Paused">Paused ones, or those that are not.</param>
public sealed record ShopFilter(string? Account = null, bool? Enabled = null, bool? Paused = null);
