using System.Text.Json.Nodes;

namespace Integration.Sandbox.Shop;

/// <summary>The shop, as the hub shows it.</summary>
/// <param name="Paused">Why it is paused; null where it is not.</param>
/// <param name="Syncs">How far each kind of its records is.</param>
internal sealed record ShopState(JsonObject? Paused, ShopSync[] Syncs)
{
    /// <summary>One word for people.</summary>
    public string State =>
        Paused is not null ? "paused" : Array.Find(Syncs, one => one.Kind == "orders")?.Status ?? "new";
}
