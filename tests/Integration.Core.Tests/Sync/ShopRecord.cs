namespace Integration.Sync;

/// <summary>A record as a shop shows it at one moment.</summary>
internal sealed record ShopRecord(string Id, DateTimeOffset Created, DateTimeOffset Changed, int Version);
