using Integration.Problems;

namespace Integration.Shops;

/// <summary>The problems of syncing a shop.</summary>
internal static class ShopProblems
{
    public static Problem Unknown(string id) => new("not-found", 404, $"There is no shop '{id}'.");

    public static Problem Disabled(string id) =>
        new("shop-disabled", 409, $"The shop '{id}' is disabled; enable it first.");

    public static Problem Paused(string id, ShopPause pause) =>
        new("shop-paused", 409, $"The shop '{id}' is paused; resume it first. The reason: {pause.Reason}");

    public static Problem RunEnded(Guid run) => new("sync-ended", 409, $"The sync run '{run}' has ended.");
}
