namespace Integration.Shops;

/// <summary>Whether a shop may be synced now.</summary>
/// <param name="Enabled">Whether it is enabled.</param>
/// <param name="Pause">Since when and why not; null where it is not paused.</param>
public sealed record ShopStanding(bool Enabled, ShopPause? Pause)
{
    /// <summary>Whether its runs go on.</summary>
    public bool IsOpen => Enabled && Pause is null;
}
