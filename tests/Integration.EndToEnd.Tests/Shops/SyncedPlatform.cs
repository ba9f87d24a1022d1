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
        new(
            PlatformKind.Temu,
            "temu",
            "us",
            // Its list does not tell when an order was shipped; the detail does, to those orders that were looked at.
            static order =>
                OrderTelling.Line(order with { ShippedAt = null }),
            OrderTelling.Temu.Line
        );

    /// <summary>Every platform of the sandbox.</summary>
    public static IReadOnlyList<SyncedPlatform> All { get; } =
    [
        Temu,
        new(PlatformKind.Taobao, "taobao", "seller", OrderTelling.Line, OrderTelling.Taobao.Line),
        new(PlatformKind.Alibaba1688, "alibaba1688", "seller", OrderTelling.Line, OrderTelling.Alibaba1688.Line),
        new(PlatformKind.AliExpress, "aliexpress", "dropshipper", OrderTelling.Line, OrderTelling.AliExpress.Line),
        new(PlatformKind.Pinduoduo, "pinduoduo", "seller", PinduoduoTelling.Line, PinduoduoTelling.Line),
    ];

    /// <summary>The one of a kind.</summary>
    public static SyncedPlatform Of(PlatformKind kind) => All.Single(one => one.Kind == kind);
}
