using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Shop;

/// <summary>The check decides the demo's exit code: it must see every way in which copy and shop can differ.</summary>
public sealed class ShopCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);
    private static readonly ShopOrder Plain = Order("PO-1", ShopOrderStatus.ToShip);
    private static readonly ShopOrder Sent = Order("PO-2", ShopOrderStatus.Shipped, new ShopPackage("PK-1", Now));
    private static readonly CopiedOrder PlainCopy = new("PO-1", "awaiting_shipment", 1, null, null);
    private static readonly CopiedOrder SentCopy = new("PO-2", "shipped", 3, "PK-1", null);
    private static readonly Dictionary<string, long> Before = new(StringComparer.Ordinal) { ["PO-2"] = 1 };
    private static readonly ToldEvent[] Told =
    [
        new("e1", "order.created", "order/PO-1@1"),
        new("e2", "order.status_changed", "order/PO-2@2"),
        new("e3", "order.package_assigned", "order/PO-2@3"),
    ];

    [Fact]
    public void Faults_CopyIsTheShop_AreNone() => Faults([Plain, Sent], [PlainCopy, SentCopy], Told).Should().BeEmpty();

    [Fact]
    public void Faults_OrderIsNotInTheCopy_NamesIt() =>
        Only(Faults([Plain, Sent], [SentCopy], Told)).Should().Be("1 orders are not in the copy: PO-1");

    [Fact]
    public void Faults_OrderIsGoneFromTheShop_NamesItUnlessTheCopyKnows()
    {
        Only(Faults([Sent], [PlainCopy, SentCopy], Told)).Should().Be("1 orders of the copy are not in the shop: PO-1");
        Faults([Sent], [PlainCopy with { DeletedAt = Now }, SentCopy], Told).Should().BeEmpty();
    }

    [Fact]
    public void Faults_OtherStatus_NamesTheOrder() =>
        Only(Faults([Plain, Sent], [PlainCopy with { Status = "pending" }, SentCopy], Told))
            .Should()
            .Be("1 orders have another status in the copy: PO-1");

    [Theory]
    [InlineData(null)]
    [InlineData("PK-2")]
    public void Faults_PackageIsNotTheShops_NamesTheOrder(string? package) =>
        Only(Faults([Plain, Sent], [PlainCopy, SentCopy with { PackageSn = package }], Told)).Should().Contain("PO-2");

    [Fact]
    public void Faults_PackageIsNotAssignedYet_IsNone()
    {
        var later = Order("PO-2", ShopOrderStatus.Shipped, new ShopPackage("PK-1", Now.AddSeconds(1)));

        Faults([Plain, later], [PlainCopy, SentCopy with { PackageSn = null }], Told).Should().BeEmpty();
    }

    [Fact]
    public void Faults_VersionWasNotTold_NamesIt() =>
        Only(Faults([Plain, Sent], [PlainCopy, SentCopy], Told[..2]))
            .Should()
            .Be("1 versions of orders were not told: order/PO-2@3");

    [Fact]
    public void Faults_ChangeWasToldTwice_NamesIt() =>
        Only(Faults([Plain, Sent], [PlainCopy, SentCopy], [.. Told, Told[0] with { Id = "e4" }]))
            .Should()
            .Be("1 changes were told by two events: order/PO-1@1");

    private static IReadOnlyList<string> Faults(ShopOrder[] shop, CopiedOrder[] copy, ToldEvent[] told) =>
        ShopCheck.Faults(shop, copy, Before, told, Now);

    private static string Only(IReadOnlyList<string> faults) => faults.Should().ContainSingle().Which;

    private static ShopOrder Order(string number, ShopOrderStatus status, params ShopPackage[] packages) =>
        new()
        {
            Number = number,
            Index = 0,
            Created = Now,
            Updated = Now,
            ShipBy = Now,
            Status = status,
            Lines =
            [
                new ShopOrderLine
                {
                    Number = $"{number}-1",
                    Product = 1,
                    Variant = 1,
                    Title = "Lamp",
                    PriceFen = 100,
                    Quantity = 1,
                    Packages = packages,
                },
            ],
        };
}
