using Integration.Shops;

namespace Integration.Sync;

/// <summary>Pauses shops whose account needs a person.</summary>
internal interface IShopPauses
{
    /// <summary>Pauses a shop until somebody resumes it, or its account is changed; one that is paused stays as it is.</summary>
    Task Pause(string shop, ShopRefusal refusal, CancellationToken ct);
}
