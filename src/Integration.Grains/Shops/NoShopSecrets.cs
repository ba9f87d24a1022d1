namespace Integration.Shops;

/// <summary>A shop has no secrets: they are its account's.</summary>
internal sealed record NoShopSecrets;
