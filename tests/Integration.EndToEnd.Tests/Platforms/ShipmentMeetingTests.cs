using Integration.Orders;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Platforms;

/// <summary>Telling of shipments, over HTTP with the sandbox's Pinduoduo and Temu, which check signature, token, fields and state themselves.</summary>
public sealed class ShipmentMeetingTests
{
    private const string Carrier = "699272611";

    // Of every five of Temu's orders a warehouse ships one, and another one in part.
    private const int OfWarehouse = 3;
    private const int OfBoth = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PlatformKind.Pinduoduo, "seller")]
    [InlineData(PlatformKind.Temu, "us")]
    public async Task Order_ThatHasLeft_IsShippedFromThenOnWithItsParcel(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var order = ToShip(platform);
        platform.Time.Advance(TimeSpan.FromMinutes(5));

        var told = await Tell(platform, new(NumberOf(platform, order), Carrier, "SF1"));

        told.Failure.Should().BeNull();
        var now = platform.Sandbox.Orders.Find(order.Number)!;
        now.Status.Should().Be(ShopOrderStatus.Shipped);
        now.Updated.Should().Be(platform.Time.GetUtcNow(), "the next sync sees it");
        var parcel = now.Lines[0].Packages.Should().ContainSingle().Which;
        (parcel.Carrier, parcel.TrackingNumber).Should().Be((Carrier, "SF1"));
        var read = (await Read(platform, order)).Value!;
        read.Status.Should().Be(OrderStatus.Shipped);
        read.ShippedAt.Should().Be(platform.Time.GetUtcNow());
        read.Packages.Should().ContainSingle().Which.Number.Should().Be(parcel.Number);
    }

    [Theory]
    [InlineData(PlatformKind.Pinduoduo, "seller")]
    [InlineData(PlatformKind.Temu, "us")]
    public async Task Order_ThatMustNotLeave_IsRefusedForGoodAndStaysAsItIs(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var orders = platform.Sandbox.Orders;
        var order = ToShip(platform);
        var shipment = new Shipment(NumberOf(platform, order), Carrier, "SF1") { Lines = LinesOf(kind, order) };
        foreach (var status in (ShopOrderStatus[])[ShopOrderStatus.Pending, ShopOrderStatus.Cancelled])
        {
            orders.Change(order.Number, one => one with { Status = status });
            (await Tell(platform, shipment)).Failure!.Kind.Should().Be(FailureKind.Permanent);
            orders.Find(order.Number)!.Status.Should().Be(status);
        }

        orders.Change(order.Number, static one => one with { Status = ShopOrderStatus.ToShip });
        (await Tell(platform, shipment)).Failure.Should().BeNull();
        var again = await Tell(platform, shipment with { TrackingNumber = "SF2" });
        again.Failure!.Kind.Should().Be(FailureKind.Permanent);
        orders.Find(order.Number)!.Lines[0].Packages.Single().TrackingNumber.Should().Be("SF1");

        orders.Remove(order.Number);
        (await Tell(platform, shipment)).Failure!.Kind.Should().Be(FailureKind.Permanent);
    }

    [Theory]
    [InlineData(PlatformKind.Pinduoduo, "seller")]
    [InlineData(PlatformKind.Temu, "us")]
    public async Task Answer_ThatIsLost_IsATransientFailureOfAnOrderThatIsShipped(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var order = ToShip(platform);
        platform.Sandbox.FailNext(FaultKind.Truncated, calls: CallOf(kind));

        var told = await Tell(platform, new(NumberOf(platform, order), Carrier, "SF1"));

        (told.Failure!.Kind, told.Failure.IsHeldBack).Should().Be((FailureKind.Transient, false));
        (await Read(platform, order)).Value!.Status.Should().Be(OrderStatus.Shipped);
        platform.Sandbox.Counts.Of(CallOf(kind)).Calls.Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Pinduoduo, "seller", FaultKind.Transient, FailureKind.Transient)]
    [InlineData(PlatformKind.Pinduoduo, "seller", FaultKind.Html, FailureKind.Transient)]
    [InlineData(PlatformKind.Pinduoduo, "seller", FaultKind.ExpiredToken, FailureKind.Unauthorised)]
    [InlineData(PlatformKind.Temu, "us", FaultKind.Transient, FailureKind.Transient)]
    [InlineData(PlatformKind.Temu, "us", FaultKind.Html, FailureKind.Transient)]
    [InlineData(PlatformKind.Temu, "us", FaultKind.ExpiredToken, FailureKind.Unauthorised)]
    public async Task Fault_OfThePlatform_IsToldOnceAndShipsNothing(
        PlatformKind kind,
        string app,
        FaultKind fault,
        FailureKind expected
    )
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var order = ToShip(platform);
        platform.Sandbox.FailNext(fault, calls: CallOf(kind));

        var told = await Tell(platform, new(NumberOf(platform, order), Carrier, "SF1"));

        told.Failure!.Kind.Should().Be(expected);
        platform.Sandbox.Orders.Find(order.Number)!.Status.Should().Be(ShopOrderStatus.ToShip);
        platform.Sandbox.Counts.Of(CallOf(kind)).Calls.Should().Be(1);
    }

    [Fact]
    public async Task Parcel_OfPinduoduo_TakesThePlaceOfTheOneBefore()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Pinduoduo, "seller");
        var order = ToShip(platform);
        var first = new Shipment(NumberOf(platform, order), "118", "SF1");
        (await Tell(platform, first with { Replaces = true })).Failure!.Kind.Should().Be(FailureKind.Permanent);
        (await Tell(platform, first)).Failure.Should().BeNull();

        var changed = await Tell(platform, new(first.OrderNumber, "44", "YT2") { Replaces = true });

        changed.Failure.Should().BeNull();
        var read = (await Read(platform, order)).Value!;
        read.Packages.Should().Equal(new OrderPackage("YT2") { DeliveryType = "44" });
    }

    [Fact]
    public async Task Lines_OfTemu_LeaveOneAfterTheOther()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Temu, "us");
        var order = ToShip(platform, static one => one.Lines.Count > 1);
        var shipment = new Shipment(order.Number, Carrier, "SF1") { Lines = LinesOf(PlatformKind.Temu, order)[..1] };

        (await Tell(platform, shipment)).Failure.Should().BeNull();
        (await Read(platform, order)).Value!.Status.Should().Be(OrderStatus.PartlyShipped);
        var rest = await Tell(platform, shipment with { TrackingNumber = "SF2", Lines = [] });

        rest.Value!.Lines.Should().HaveCount(order.Lines.Count - 1);
        var read = (await Read(platform, order)).Value!;
        (read.Status, read.Packages!.Length).Should().Be((OrderStatus.Shipped, 2));
    }

    [Fact]
    public async Task Line_OfTemuThatIsNotAsItWasOrdered_IsRefusedForGood()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Temu, "us");
        var order = ToShip(platform);
        var line = LinesOf(PlatformKind.Temu, order)[0];
        foreach (
            var wrong in (ShipmentLine[])
                [
                    line with
                    {
                        Quantity = line.Quantity + 1,
                    },
                    line with
                    {
                        VariantId = "1",
                    },
                    line with
                    {
                        LineId = "211-1-1",
                    },
                ]
        )
        {
            var told = await Tell(platform, new(order.Number, Carrier, "SF1") { Lines = [wrong] });
            told.Failure!.Kind.Should().Be(FailureKind.Permanent);
        }

        platform.Sandbox.Orders.Find(order.Number)!.Status.Should().Be(ShopOrderStatus.ToShip);
    }

    [Fact]
    public async Task Lines_OfTemuThatAWarehouseShips_AreNotTheSellersToTell()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Temu, "us");
        var wholly = ToShip(platform, static one => one.Index % 5 == OfWarehouse, any: true);
        (await Tell(platform, new(wholly.Number, Carrier, "SF1")))
            .Failure!.Reason.Should()
            .Be(FailureReason.InvalidRequest);
        platform.Sandbox.Counts.Of(CallOf(PlatformKind.Temu)).Calls.Should().Be(0);

        var both = ToShip(platform, static one => one.Index % 5 == OfBoth && one.Lines.Count > 1, any: true);
        var told = await Tell(platform, new(both.Number, Carrier, "SF1"));

        told.Value!.Lines.Should().ContainSingle();
        platform.Sandbox.Orders.Find(both.Number)!.Status.Should().Be(ShopOrderStatus.PartlyShipped);
    }

    private static ShopOrder ToShip(
        ConnectedPlatform platform,
        Func<ShopOrder, bool>? which = null,
        bool any = false
    ) =>
        platform.Sandbox.Orders.All.First(one =>
            one.Status == ShopOrderStatus.ToShip
            && (any || one.Index % 5 is not (OfWarehouse or OfBoth))
            && which?.Invoke(one) != false
        );

    private static ShipmentLine[] LinesOf(PlatformKind kind, ShopOrder order) =>
        kind == PlatformKind.Pinduoduo
            ? []
            :
            [
                .. order.Lines.Select(static line => new ShipmentLine(line.Number, line.Quantity)
                {
                    ProductId = $"{line.Product}",
                    VariantId = $"{line.Variant}",
                }),
            ];

    private static string CallOf(PlatformKind kind) =>
        kind == PlatformKind.Pinduoduo ? "pdd.logistics.online.send" : "bg.logistics.shipment.confirm";

    private static string NumberOf(ConnectedPlatform platform, ShopOrder order) =>
        platform.Sandbox.Kind == PlatformKind.Pinduoduo ? PinduoduoTelling.NumberOf(order) : order.Number;

    private static Task<PlatformResult<Shipment>> Tell(ConnectedPlatform platform, Shipment shipment) =>
        ((ILogistics)platform.Connector).ConfirmShipment(platform.Account, shipment, Ct);

    private static Task<PlatformResult<Order>> Read(ConnectedPlatform platform, ShopOrder order) =>
        ((IOrderDetails)platform.Connector).GetOrder(platform.Account, NumberOf(platform, order), Ct);
}
