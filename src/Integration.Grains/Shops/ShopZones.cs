namespace Integration.Shops;

/// <summary>Zones by their IANA names.</summary>
internal static class ShopZones
{
    /// <summary>The zone; UTC for null, null where the name is none of the IANA database.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        name is null ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone
        : null;
}
