using Integration.Orders;
using Integration.Platforms;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Shops;

/// <summary>A platform whose shop's copy is compared with the shop, field by field.</summary>
/// <param name="Kind">The platform.</param>
/// <param name="Name">What the hub calls it.</param>
/// <param name="AppKind">The kind of app whose calls list orders.</param>
/// <param name="Stored">An order of the copy as a line, with every field that the list tells.</param>
/// <param name="True">The same of an order of the shop.</param>
internal sealed record SyncedPlatform(
    PlatformKind Kind,
    string Name,
    string AppKind,
    Func<Order, string> Stored,
    Func<ShopOrder, string> True
)
{
    /// <summary>Temu's shop.</summary>
    public static SyncedPlatform Temu { get; } =
        new(PlatformKind.Temu, "temu", "us", OrderTelling.Line, OrderTelling.Temu.Line);

    /// <summary>Settings by which the hub reads such a shop without waiting for its lists to settle.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];
}
