using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688OrderTests : IAsyncLifetime
{
    private static readonly AccountCredentials Account = new("a", "key", "secret") { AccessToken = "token" };

    // 2024-05-01 09:30:00 to 10:00:00 in GMT+8.
    private static readonly OrderWindow Window = new(
        DateTimeOffset.FromUnixTimeSeconds(1_714_527_000),
        DateTimeOffset.FromUnixTimeSeconds(1_714_528_800)
    );

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_714_528_801));
    private StandIn _platform = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _platform = await StandIn.Start();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task List_OfChanges_AsksForAClosedWindowInChineseTime()
    {
        var fields = await FieldsOf(Window);
        fields["modifyStartTime"].Should().Be("20240501093000000+0800");
        fields["modifyEndTime"].Should().Be("20240501100000000+0800");
        fields["pageSize"].Should().Be("20");
        fields["needBuyerAddressAndPhone"].Should().Be("false");
        fields.Should().NotContainKeys("createStartTime", "createEndTime");
    }

    [Fact]
    public async Task List_OfPlacedOrders_AsksForTheirChangesToo()
    {
        var fields = await FieldsOf(Window with { By = OrderTime.Created });
        fields["createStartTime"].Should().Be("20240501093000000+0800");
        fields["createEndTime"].Should().Be("20240501100000000+0800");
        fields["modifyStartTime"].Should().Be("20240501093000000+0800", "the platform's default is the last month");
        fields.Should().NotContainKey("modifyEndTime", "an order that changes meanwhile must not leave the list");
    }

    [Fact]
    public async Task Calls_OfAnAppThatIsGrantedOthers_AreThose()
    {
        const string list = "1/com.alibaba.trade/alibaba.trade.ec.getOrderList.sellerView";
        const string detail = "1/com.alibaba.trade/alibaba.trade.ec.getOrder.sellerView";
        var connector = Connector(new() { OrderListCall = list, OrderDetailCall = detail });
        _platform.Answers([OrderBodies.List(0, ""), OrderBodies.Detail("{}")]);
        (await connector.ListOrders(Account, new(Window), Ct)).Failure.Should().BeNull();
        (await connector.GetOrder(Account, OrderBodies.Number, Ct)).Failure.Should().BeNull();
        _platform
            .Requests.Select(request => request.Path)
            .Should()
            .Equal($"/openapi/param2/{list}/key", $"/openapi/param2/{detail}/key");
        _platform
            .Requests.ElementAt(1)
            .Form.Should()
            .Contain("webSite", "1688")
            .And.Contain("orderId", OrderBodies.Number);
    }

    [Theory]
    [InlineData("waitbuyerpay", OrderStatus.Pending)]
    [InlineData("waitsellersend", OrderStatus.AwaitingShipment)]
    [InlineData("waitlogisticstakein", OrderStatus.AwaitingShipment)]
    [InlineData("waitbuyerreceive", OrderStatus.Shipped)]
    [InlineData("waitbuyersign", OrderStatus.Shipped)]
    [InlineData("signinsuccess", OrderStatus.Delivered)]
    [InlineData("confirm_goods", OrderStatus.Delivered)]
    [InlineData("success", OrderStatus.Delivered)]
    [InlineData("cancel", OrderStatus.Cancelled)]
    [InlineData("terminated", OrderStatus.Cancelled)]
    [InlineData("held", OrderStatus.Unknown)]
    public async Task Status_OfOrderAndLine_IsReadAndItsTextKept(string status, OrderStatus expected)
    {
        var order = await Read(OrderBodies.Detail("{}", status));
        (order.Status, order.StatusText).Should().Be((expected, status));
        order.Lines.Should().OnlyContain(line => line.Status == expected && line.StatusText == status);
    }

    [Fact]
    public async Task Detail_ReadsEveryField()
    {
        var order = await Read(
            OrderBodies.Detail(
                """
                {"logisticsItems":{"logisticsBillNo":"YT1","logisticsCompanyName":"圆通速递","subItemIds":"167539019420540001"} }
                """
            )
        );
        order.CreatedAt.Should().Be(new DateTimeOffset(2026, 9, 1, 4, 0, 0, TimeSpan.Zero));
        order.UpdatedAt.Should().Be(new DateTimeOffset(2026, 9, 1, 4, 5, 0, TimeSpan.Zero));
        order.ShippedAt.Should().Be(new DateTimeOffset(2026, 9, 1, 4, 4, 0, TimeSpan.Zero));
        order.Total.Should().Be(new Money(199m, "CNY"));
        order.Labels.Should().Equal(new OrderLabel("sellerRemarkIcon", "1"));
        order
            .Lines[0]
            .Should()
            .BeEquivalentTo(
                new OrderLine("167539019420540001")
                {
                    ProductId = "584051070147",
                    VariantId = "3935963888523",
                    Title = "测试商品",
                    Quantity = 1,
                    Price = new Money(99.5m, "CNY"),
                    Status = OrderStatus.Shipped,
                    StatusText = "waitbuyerreceive",
                    Labels = [new("logisticsStatus", "2")],
                }
            );
        order
            .Packages.Should()
            .BeEquivalentTo([new OrderPackage("YT1") { DeliveryType = "圆通速递", LineIds = ["167539019420540001"] }]);
    }

    private async Task<IReadOnlyDictionary<string, string>> FieldsOf(OrderWindow window)
    {
        _platform.Answers(OrderBodies.List(0, ""));
        (await Connector(new()).ListOrders(Account, new(window), Ct)).Failure.Should().BeNull();
        return _platform.Requests.Single().Form;
    }

    private async Task<Order> Read(string body)
    {
        _platform.Answers(body);
        return (await Connector(new()).GetOrder(Account, OrderBodies.Number, Ct)).Value!;
    }

    private Alibaba1688Connector Connector(Alibaba1688Options options)
    {
        options.GatewayUrl = new(_platform.Url, "/openapi");
        return new(options, _platform.Transport(options, _time), _time);
    }
}
