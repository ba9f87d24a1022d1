using Integration.Access;
using Integration.Shops;

namespace Integration.Sync;

/// <summary>Asks the shops' own grains, the only writers of their rows.</summary>
internal sealed class ShopPauses(IGrainFactory grains) : IShopPauses
{
    /// <summary>Who stands in the audit.</summary>
    public const string Actor = "sync";

    public Task Pause(string shop, ShopRefusal refusal, CancellationToken ct) =>
        grains.GetGrain<IShopGrain>(shop).WaitForAccount(refusal, new WriteContext(Actor, null), ct);
}
