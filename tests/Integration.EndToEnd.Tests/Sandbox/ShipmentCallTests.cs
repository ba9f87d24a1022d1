using Integration.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms;

/// <summary>What the calls answer by which sellers tell of shipments.</summary>
public sealed class ShipmentCallTests
{
    private const string Send = "pdd.logistics.online.send";
    private const string Confirm = "bg.logistics.shipment.confirm";
    private const string Success = "logistics_online_send_response.is_success";

    [Theory]
    [InlineData("redelivery_type", "3")]
    [InlineData("logistics_id", "SF")]
    [InlineData("tracking_number", "")]
    [InlineData("order_sn", "200101-000000000000001")]
    public async Task Send_WithABadField_IsRefusedAndShipsNothing(string name, string value)
    {
        await using var scope = await Start(PlatformKind.Pinduoduo);
        var order = ToShip(scope);
        scope.Caller.BeforeSigning = fields => fields[name] = value;

        var answer = await Sent(scope, order);

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
        scope.Platform.Orders.Find(order.Number).Should().Be(order);
    }

    [Fact]
    public async Task Send_OfAnOrderInAnotherState_IsNoSuccessAndNoError()
    {
        await using var scope = await Start(PlatformKind.Pinduoduo);
        var order = ToShip(scope);

        (await Sent(scope, order, ("redelivery_type", "2")))[Success].Should().Be("false", "it is not shipped yet");
        (await Sent(scope, order))[Success].Should().Be("true");
        (await Sent(scope, order))[Success].Should().Be("false", "it is shipped");
        (await Sent(scope, order, ("redelivery_type", "2")))[Success].Should().Be("true");
        scope.Platform.Orders.Find(order.Number)!.Version.Should().Be(2);
    }

    [Theory]
    [InlineData("1", "", "3000004")]
    [InlineData("0", "x", "3000004")]
    [InlineData("0", "[]", "3000004")]
    [InlineData("0", "[7]", "3000004")]
    [InlineData("0", """[{"carrierId":"1","trackingNumber":"2","orderSendInfoList":[]}]""", "3000004")]
    [InlineData(
        "0",
        """[{"carrierId":"1","trackingNumber":"2","orderSendInfoList":[{"quantity":1,"orderSn":"1","parentOrderSn":"PO-1","goodsId":1,"skuId":1}]}]""",
        "140020002"
    )]
    public async Task Confirm_WithABadField_IsRefused(string sendType, string list, string code)
    {
        await using var scope = await Start(PlatformKind.Temu);
        var answer = await scope.Caller.Call(Confirm, ("sendType", sendType), ("sendRequestList", list));
        (answer["success"], answer["errorCode"]).Should().Be(("false", code));
    }

    [Fact]
    public async Task Confirm_OfALineTwiceInOneCall_ShipsNothing()
    {
        await using var scope = await Start(PlatformKind.Temu);
        var order = ToShip(scope);
        var line = order.Lines[0];
        var told =
            $$"""{"quantity":{{line.Quantity}},"orderSn":"{{line.Number}}","parentOrderSn":"{{order.Number}}","goodsId":{{line.Product}},"skuId":{{line.Variant}}}""";
        var parcel = $$"""{"carrierId":"1","trackingNumber":"2","orderSendInfoList":[{{told}}]}""";

        var twice = await scope.Caller.Call(Confirm, ("sendType", "0"), ("sendRequestList", $"[{parcel},{parcel}]"));
        twice["errorCode"].Should().Be("3000004");
        scope.Platform.Orders.Find(order.Number)!.Status.Should().Be(ShopOrderStatus.ToShip);
        var once = await scope.Caller.Call(Confirm, ("sendType", "0"), ("sendRequestList", $"[{parcel}]"));
        once["success"].Should().Be("true");
    }

    private static Task<PlatformScope> Start(PlatformKind kind) =>
        PlatformScope.Start(
            kind,
            new PlatformOptions
            {
                Products = 5,
                Orders = new() { Count = 20 },
            }
        );

    private static ShopOrder ToShip(PlatformScope scope) =>
        scope.Platform.Orders.All.First(static one => one.Status == ShopOrderStatus.ToShip && one.Index % 5 < 3);

    private static Task<PlatformAnswer> Sent(PlatformScope scope, ShopOrder order, params (string, string)[] more) =>
        scope.Caller.Call(
            Send,
            [
                ("order_sn", PinduoduoTelling.NumberOf(order)),
                ("logistics_id", "118"),
                ("tracking_number", "SF1"),
                .. more,
            ]
        );
}
