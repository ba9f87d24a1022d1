using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Taobao;

public sealed class TaobaoTradeTests : IAsyncLifetime
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

    [Theory]
    [InlineData(OrderTime.Updated, "trades_sold_increment_get", "start_modified", "end_modified")]
    [InlineData(OrderTime.Created, "trades_sold_get", "start_created", "end_created")]
    public async Task List_AsksForAClosedWindowInChineseTime(OrderTime by, string call, string from, string to)
    {
        _platform.Answers(TradeBodies.List(0, "", call));
        (await List(Window with { By = by })).Failure.Should().BeNull();
        var fields = _platform.Requests.Single().Form;
        fields["method"].Should().Be($"taobao.{call.Replace('_', '.')}");
        fields[from].Should().Be("2024-05-01 09:30:00");
        fields[to].Should().Be("2024-05-01 10:00:00");
        fields["page_size"].Should().Be("100");
        fields["use_has_next"].Should().Be("false", "only a total shows that an order came in late");
        fields["session"].Should().Be("token");
        fields["fields"].Should().NotContainAny("buyer", "receiver");
        fields.Should().NotContainKey("type");
    }

    [Fact]
    public async Task List_OfTypesThatTheShopNames_AsksForThem()
    {
        _platform.Answers(TradeBodies.List(0, ""));
        await List(Window, options => options.TradeTypes = ["fixed", "nopaid"]);
        _platform.Requests.Single().Form["type"].Should().Be("fixed,nopaid");
    }

    [Fact]
    public async Task List_OfChangesInMoreThanADay_IsRefusedAndOfPlacedOnesIsNot()
    {
        var twoDays = Window with { From = Window.To.AddDays(-2) };
        (await List(twoDays)).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        _platform.Requests.Should().BeEmpty();
        _platform.Answers(TradeBodies.List(0, "", "trades_sold_get"));
        (await List(twoDays with { By = OrderTime.Created })).Failure.Should().BeNull();
    }

    [Theory]
    [InlineData("TRADE_NO_CREATE_PAY", OrderStatus.Pending)]
    [InlineData("WAIT_BUYER_PAY", OrderStatus.Pending)]
    [InlineData("PAY_PENDING", OrderStatus.Pending)]
    [InlineData("PAID_FORBID_CONSIGN", OrderStatus.Pending)]
    [InlineData("WAIT_SELLER_SEND_GOODS", OrderStatus.AwaitingShipment)]
    [InlineData("SELLER_CONSIGNED_PART", OrderStatus.PartlyShipped)]
    [InlineData("WAIT_BUYER_CONFIRM_GOODS", OrderStatus.Shipped)]
    [InlineData("TRADE_BUYER_SIGNED", OrderStatus.Delivered)]
    [InlineData("TRADE_FINISHED", OrderStatus.Delivered)]
    [InlineData("TRADE_CLOSED", OrderStatus.Cancelled)]
    [InlineData("TRADE_CLOSED_BY_TAOBAO", OrderStatus.Cancelled)]
    [InlineData("HELD", OrderStatus.Unknown)]
    public async Task Status_OfTradeAndLine_IsReadAndItsTextKept(string status, OrderStatus expected)
    {
        _platform.Answers(TradeBodies.Detail("", "", status));
        var order = (await Get()).Value!;
        (order.Status, order.StatusText).Should().Be((expected, status));
        order.Lines.Should().OnlyContain(line => line.Status == expected && line.StatusText == status);
    }

    [Fact]
    public async Task Detail_ReadsEveryField()
    {
        _platform.Answers(TradeBodies.Detail(""","logistics_company":"顺丰速运","invoice_no":"SF1" """, ""));
        var order = (await Get()).Value!;
        var shipped = new DateTimeOffset(2024, 5, 1, 1, 40, 0, TimeSpan.Zero);
        order.CreatedAt.Should().Be(new DateTimeOffset(2024, 5, 1, 1, 20, 11, TimeSpan.Zero));
        order.UpdatedAt.Should().Be(new DateTimeOffset(2024, 5, 1, 1, 41, 2, TimeSpan.Zero));
        order.ShippedAt.Should().Be(shipped);
        order.Total.Should().Be(new Money(400.14m, "CNY"));
        order.Labels.Should().Equal(new OrderLabel("seller_flag", "1"));
        order
            .Lines[0]
            .Should()
            .BeEquivalentTo(
                new OrderLine("2231958349000000002")
                {
                    ProductId = "11223344",
                    VariantId = "3320",
                    Title = "麦包包",
                    Quantity = 1,
                    Price = new Money(200.07m, "CNY"),
                    Status = OrderStatus.Shipped,
                    StatusText = "WAIT_BUYER_CONFIRM_GOODS",
                    ShippedAt = shipped,
                    Labels = [new("refund_status", "NO_REFUND")],
                }
            );
        order.Lines[1].Labels.Should().Equal(new OrderLabel("refund_status", "WAIT_SELLER_AGREE"));
        order
            .Packages.Should()
            .BeEquivalentTo([new OrderPackage("SF1") { DeliveryType = "顺丰速运", LineIds = ["2231958349000000002"] }]);
    }

    [Fact]
    public async Task Packages_ThatLinesShare_NameThemAll()
    {
        _platform.Answers(TradeBodies.Detail(""","invoice_no":"SF1" """, ""","invoice_no":"SF1" """));
        var package = (await Get()).Value!.Packages.Should().ContainSingle().Which;
        package.LineIds.Should().Equal("2231958349000000002", "2231958349000000003");
    }

    private TaobaoConnector Connector(Action<TaobaoOptions>? configure = null)
    {
        var options = new TaobaoOptions { TopUrl = new(_platform.Url, "/router/rest") };
        configure?.Invoke(options);
        return new(options, _platform.Transport(options, _time), _time);
    }

    private Task<PlatformResult<Order>> Get() => Connector().GetOrder(Account, TradeBodies.Number, Ct);

    private Task<PlatformResult<OrderPage>> List(OrderWindow window, Action<TaobaoOptions>? configure = null) =>
        Connector(configure).ListOrders(Account, new(window), Ct);
}
