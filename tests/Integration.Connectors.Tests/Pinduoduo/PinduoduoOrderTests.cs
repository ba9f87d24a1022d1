using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Pinduoduo;

public sealed class PinduoduoOrderTests : IAsyncLifetime
{
    private const string OneItem =
        """[{"goods_id":1,"sku_id":2,"goods_name":"甲","goods_count":3,"goods_price":"9.90"}]""";

    private static readonly AccountCredentials Account = new("a", "client", "secret")
    {
        AccessToken = "token",
        AppKind = "seller",
    };

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
    public async Task List_ByChange_AsksForAClosedWindowOfAllStatesWithItsTotal()
    {
        _platform.Answers("""{"order_sn_increment_get_response":{"total_count":0,"order_sn_list":[]}}""");
        (await Orders(Window)).Failure.Should().BeNull();
        var fields = _platform.Requests.Single().Form;
        fields
            .Should()
            .Contain("type", "pdd.order.number.list.increment.get")
            .And.Contain("start_updated_at", "1714527000")
            .And.Contain("end_updated_at", "1714528800")
            .And.Contain("order_status", "5")
            .And.Contain("refund_status", "5")
            .And.Contain("is_lucky_flag", "0")
            .And.Contain("use_has_next", "false")
            .And.Contain("page_size", "100");
    }

    [Fact]
    public async Task List_ByCreation_IsTheOneByConclusion()
    {
        _platform.Answers("""{"order_list_get_response":{"total_count":0,"order_list":[]}}""");
        (await Orders(Window with { By = OrderTime.Created })).Failure.Should().BeNull();
        var fields = _platform.Requests.Single().Form;
        fields["type"].Should().Be("pdd.order.list.get");
        fields["start_confirm_at"].Should().Be("1714527000");
        fields["end_confirm_at"].Should().Be("1714528800");
        fields.Should().NotContainKey("is_lucky_flag");
    }

    [Theory]
    [InlineData(OrderTime.Updated, 1800)]
    [InlineData(OrderTime.Created, 86_400)]
    public async Task List_OfAWindowThatIsTooLong_IsRefusedWithoutACall(OrderTime by, int seconds)
    {
        var window = new OrderWindow(Window.From, Window.From.AddSeconds(seconds + 1), by);
        (await Orders(window)).Failure!.Detail.Should().Contain($"{seconds} seconds");
        _platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Orders_OfAnAffiliate_AreRefusedWithoutACall()
    {
        var account = Account with { AppKind = "affiliate" };
        var connector = Connector();
        var page = (await connector.ListOrders(account, new(Window), Ct)).Failure!;
        page.Reason.Should().Be(FailureReason.Unsupported);
        (await connector.GetOrder(account, PinduoduoBodies.Number, Ct)).Failure.Should().Be(page);
        _platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, 1, 1, 0, OrderStatus.AwaitingShipment)]
    [InlineData(1, 1, 1, 1, OrderStatus.Pending)]
    [InlineData(1, 1, 0, 0, OrderStatus.Pending)]
    [InlineData(1, 1, 2, 0, OrderStatus.Cancelled)]
    [InlineData(1, 4, 1, 0, OrderStatus.Cancelled)]
    [InlineData(1, 2, 1, 0, OrderStatus.AwaitingShipment)]
    [InlineData(2, 1, 1, 0, OrderStatus.Shipped)]
    [InlineData(2, 4, 1, 0, OrderStatus.Shipped)]
    [InlineData(3, 1, 1, 0, OrderStatus.Delivered)]
    [InlineData(4, 1, 1, 0, OrderStatus.Unknown)]
    public async Task Status_FollowsFromAllThree_AndTheyAreKept(
        int order,
        int refund,
        int confirm,
        int risk,
        OrderStatus expected
    )
    {
        _platform.Answers(
            PinduoduoBodies.Detail(
                OneItem,
                states: $"\"order_status\":{order},\"refund_status\":{refund},\"confirm_status\":{confirm},\"risk_control_status\":{risk}"
            )
        );
        var read = (await Get()).Value!;
        (read.Status, read.StatusText).Should().Be((expected, $"{order}"));
        read.Lines.Single().Status.Should().Be(expected);
        read.Labels.Should()
            .Equal(
                new OrderLabel("confirm_status", $"{confirm}"),
                new("refund_status", $"{refund}"),
                new("risk_control_status", $"{risk}")
            );
    }

    [Fact]
    public async Task Detail_ReadsEveryField()
    {
        _platform.Answers(PinduoduoBodies.Detail(OneItem, "\"SF1\""));
        var order = (await Get()).Value!;
        order
            .Should()
            .BeEquivalentTo(
                new Order
                {
                    Platform = "pinduoduo",
                    Number = PinduoduoBodies.Number,
                    Status = OrderStatus.Shipped,
                    StatusText = "2",
                    CreatedAt = new DateTimeOffset(2024, 5, 1, 1, 21, 0, TimeSpan.Zero),
                    UpdatedAt = new DateTimeOffset(2024, 5, 1, 1, 41, 0, TimeSpan.Zero),
                    ShipBy = new DateTimeOffset(2024, 5, 3, 1, 21, 0, TimeSpan.Zero),
                    ShippedAt = new DateTimeOffset(2024, 5, 1, 1, 40, 0, TimeSpan.Zero),
                    Total = new Money(99.5m, "CNY"),
                    Labels = [new("confirm_status", "1"), new("refund_status", "1"), new("risk_control_status", "0")],
                    Lines =
                    [
                        new("2")
                        {
                            ProductId = "1",
                            VariantId = "2",
                            Title = "甲",
                            Quantity = 3,
                            Price = new Money(9.90m, "CNY"),
                            Status = OrderStatus.Shipped,
                        },
                    ],
                    Packages = [new("SF1") { DeliveryType = "118" }],
                },
                options => options.Excluding(one => one.Raw)
            );
    }

    [Theory]
    [InlineData("""[{"goods_id":1,"sku_id":2},{"goods_id":1,"sku_id":3}]""", "2,3")]
    [InlineData("""[{"goods_id":1,"sku_id":3},{"goods_id":1,"sku_id":2}]""", "3,2")]
    [InlineData("""[{"goods_id":1,"sku_id":2},{"goods_id":9,"sku_id":3},{"goods_id":1,"sku_id":2}]""", "2,3,2#2")]
    [InlineData("""[{"goods_id":1}]""", "1")]
    public async Task Lines_HaveTheirVariantAsTheirId(string items, string expected)
    {
        _platform.Answers(PinduoduoBodies.Detail(items));
        (await Get()).Value!.Lines.Select(line => line.Id).Should().Equal(expected.Split(','));
    }

    [Fact]
    public async Task Lines_ThatNameNoProduct_MakeTheOrderUnreadable()
    {
        _platform.Answers(PinduoduoBodies.Detail("""[{"goods_id":1,"sku_id":2},{"goods_name":"甲"}]"""));
        (await Get()).Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
    }

    [Fact]
    public async Task Packages_AreEachTrackingNumberOnce()
    {
        const string extra =
            """[{"tracking_number":"SF2","logistics_id":44},{"tracking_number":"SF1"},{"tracking_number":""}]""";
        _platform.Answers(PinduoduoBodies.Detail(OneItem, "\"SF1\"", extra));
        (await Get())
            .Value!.Packages!.Select(one => (one.Number, one.DeliveryType))
            .Should()
            .Equal(("SF1", "118"), ("SF2", "44"));
    }

    private PinduoduoConnector Connector()
    {
        var options = new PinduoduoOptions { GatewayUrl = _platform.Url };
        return new(options, _platform.Transport(options, _time), _time);
    }

    private Task<PlatformResult<OrderPage>> Orders(OrderWindow window) =>
        Connector().ListOrders(Account, new(window), Ct);

    private Task<PlatformResult<Order>> Get() => Connector().GetOrder(Account, PinduoduoBodies.Number, Ct);
}
