using System.Globalization;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Temu as the sandbox plays it, in this process.</summary>
internal static class SandboxTemu
{
    public const string List = "bg.order.list.v2.get";
    public const string Detail = "bg.order.detail.v2.get";

    public static Task<SandboxPlatform> Start(PlatformOptions options) =>
        SandboxPlatform.Start(PlatformKind.Temu, options, TimeProvider.System);

    /// <summary>The host's settings to find it: the list is read to now, because its index is late by nothing.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="rate">Calls a second that the host takes for permitted.</param>
    public static IEnumerable<string> Settings(SandboxPlatform platform, int rate) =>
        [
            $"Integration:Platforms:Temu:UsUrl={new Uri(platform.Url, "/openapi/router")}",
            string.Create(CultureInfo.InvariantCulture, $"Integration:Platforms:Temu:CallsPerSecond={rate}"),
            "Integration:Platforms:Temu:OrderLag=00:00:01",
            "Integration:Sync:Walk:UnknownClockMargin=00:00:00",
        ];

    /// <summary>All orders are on their way, each line in a package, since they were placed: a package of later would not be told yet.</summary>
    public static void ShipAll(this SandboxPlatform platform)
    {
        foreach (var order in platform.Orders.All)
        {
            platform.Orders.Change(order.Number, Shipped);
        }
    }

    private static ShopOrder Shipped(ShopOrder order) =>
        order with
        {
            Status = ShopOrderStatus.Shipped,
            Lines = [.. order.Lines.Select(line => Shipped(line, order.Created))],
        };

    private static ShopOrderLine Shipped(ShopOrderLine line, DateTimeOffset at) =>
        line with
        {
            Status = ShopOrderStatus.Shipped,
            Shipped = at,
            Packages = [new ShopPackage($"PK-{line.Number}", at)],
        };
}
