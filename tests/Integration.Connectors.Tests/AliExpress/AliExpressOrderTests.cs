using System.Text.Json;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.AliExpress;

public sealed class AliExpressOrderTests : IAsyncLifetime
{
    private static readonly AccountCredentials Account = new("a", "key", "secret") { AccessToken = "token" };

    // 2024-04-30 18:30:00 to 19:00:00 in US Pacific time.
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
    [InlineData(OrderTime.Updated, "modified")]
    [InlineData(OrderTime.Created, "create")]
    public async Task List_AsksForAClosedWindowInPacificTime(OrderTime by, string name)
    {
        _platform.Answers(OrderBodies.List(0, ""));
        (await List(Window with { By = by })).Failure.Should().BeNull();
        var asked = Asked(0);
        asked[$"{name}_date_start"].GetString().Should().Be("2024-04-30 18:30:00");
        asked[$"{name}_date_end"].GetString().Should().Be("2024-04-30 19:00:00");
        asked["page_size"].GetInt32().Should().Be(50);
        asked.Should().HaveCount(4, "nothing else is asked for");
    }

    [Fact]
    public async Task List_ThatIsAtTheEndOfTheOpenOrders_GoesOnWithTheFinishedOnes()
    {
        _platform.Answers([OrderBodies.List(0, ""), OrderBodies.List(0, "")]);
        var open = (await List(Window)).Value!;
        var finished = (await List(Window, open.NextCursor)).Value!;
        finished.HasNext.Should().BeFalse();
        Asked(0).Should().NotContainKey("order_status", "a status that is not published yet would be lost");
        Asked(1)["order_status"].GetString().Should().Be("FINISH");
    }

    [Fact]
    public async Task List_WhoseFinishedOrdersAreManyPages_CountsThemDownToo()
    {
        static string Row(int number) => $$"""{"order_id":{{number}},"order_status":"FINISH"}""";
        _platform.Answers([
            OrderBodies.List(3, $"{Row(3)},{Row(2)}"),
            OrderBodies.List(3, Row(1)),
            OrderBodies.List(3, $"{Row(3)},{Row(2)}"),
        ]);
        var last = (await List(Window, "finished", 2)).Value!;
        last.Items.Single().Order!.Number.Should().Be("1");
        var first = (await List(Window, last.NextCursor, 2)).Value!;
        first.Items.Select(item => item.Order!.Number).Should().Equal("3", "2");
        first.HasNext.Should().BeFalse();
        Asked(2)["order_status"].GetString().Should().Be("FINISH");
    }

    [Theory]
    [InlineData("finished0-2-3")]
    [InlineData("finishedpage")]
    [InlineData("finish")]
    public async Task List_WithACursorThatWasNeverGiven_IsRefused(string cursor)
    {
        (await List(Window, cursor)).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        _platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("PLACE_ORDER_SUCCESS", "NO_LOGISTICS", OrderStatus.Pending)]
    [InlineData("RISK_CONTROL", "NO_LOGISTICS", OrderStatus.Pending)]
    [InlineData("IN_CANCEL", "WAIT_SELLER_SEND_GOODS", OrderStatus.Pending)]
    [InlineData("WAIT_SELLER_EXAMINE_MONEY", "NO_LOGISTICS", OrderStatus.Pending)]
    [InlineData("WAIT_SELLER_SEND_GOODS", "WAIT_SELLER_SEND_GOODS", OrderStatus.AwaitingShipment)]
    [InlineData("SELLER_PART_SEND_GOODS", "SELLER_SEND_PART_GOODS", OrderStatus.PartlyShipped)]
    [InlineData("WAIT_BUYER_ACCEPT_GOODS", "SELLER_SEND_GOODS", OrderStatus.Shipped)]
    [InlineData("FUND_PROCESSING", "BUYER_ACCEPT_GOODS", OrderStatus.Delivered)]
    [InlineData("FINISH", "BUYER_ACCEPT_GOODS", OrderStatus.Delivered)]
    [InlineData("FINISH", "SELLER_SEND_GOODS", OrderStatus.Delivered)]
    [InlineData("FINISH", "NO_LOGISTICS", OrderStatus.Cancelled)]
    [InlineData("FINISH", "", OrderStatus.Unknown)]
    [InlineData("IN_ISSUE", "SELLER_SEND_GOODS", OrderStatus.Shipped)]
    [InlineData("IN_FROZEN", "WAIT_SELLER_SEND_GOODS", OrderStatus.AwaitingShipment)]
    [InlineData("IN_FROZEN", "LOST", OrderStatus.Unknown)]
    [InlineData("HELD", "SELLER_SEND_GOODS", OrderStatus.Unknown)]
    public async Task Status_OfOrderAndLine_SaysWhereTheGoodsAre(string status, string goods, OrderStatus expected)
    {
        var order = await Read(OrderBodies.Detail("{}", status, goods));
        (order.Status, order.StatusText).Should().Be((expected, status));
        order.Lines.Single().Status.Should().Be(expected);
    }

    [Fact]
    public async Task Detail_ReadsEveryField()
    {
        var order = await Read(
            OrderBodies.Detail(
                """{"global_aeop_tp_logistic_info_dto":[{"logistics_no":"LP1","logistics_service_name":"SEUR"}]}"""
            )
        );
        Fields(0, "param1")["order_id"].GetInt64().Should().Be(1160045860056286);
        order.CreatedAt.Should().Be(new DateTimeOffset(2024, 5, 1, 2, 12, 12, TimeSpan.Zero));
        order.UpdatedAt.Should().Be(new DateTimeOffset(2024, 5, 1, 2, 20, 0, TimeSpan.Zero));
        order.ShipBy.Should().BeNull("over_time_left ends the state that it is in, and stays when it has left that");
        order.Total.Should().BeNull("order_amount is not what the list tells as paid");
        order
            .Labels.Should()
            .Equal(new OrderLabel("issue_status", "NO_ISSUE"), new OrderLabel("frozen_status", "NO_FROZEN"));
        order
            .Lines.Single()
            .Should()
            .BeEquivalentTo(
                new OrderLine("23457890")
                {
                    ProductId = "2356980",
                    Title = "杯 mobile",
                    Quantity = 2,
                    Price = new Money(1.01m, "USD"),
                    Status = OrderStatus.PartlyShipped,
                    StatusText = "SELLER_PART_SEND_GOODS",
                    Labels = [new("sku_code", "12")],
                }
            );
        order.Packages.Should().BeEquivalentTo([new OrderPackage("LP1") { DeliveryType = "SEUR" }]);
    }

    [Fact]
    public async Task Detail_OfAnAccountThatIsNotFound_IsNotGone()
    {
        _platform.Answers(
            """
            {"aliexpress_solution_order_info_get_response":{"result":{"error_message":"account not found","error_code":"F00-10-10000-001"}}}
            """
        );
        var failure = (await Connector().GetOrder(Account, OrderBodies.Number, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.Platform));
    }

    // 01:30 of the day on which summer time ends is there twice, 02:30 of the day on which it begins not at all.
    [Theory]
    [InlineData("2024-11-03 00:30:00", "2024-11-03T07:30:00Z")]
    [InlineData("2024-11-03 01:30:00", "2024-11-03T09:30:00Z")]
    [InlineData("2024-11-03 02:30:00", "2024-11-03T10:30:00Z")]
    [InlineData("2024-03-10 01:59:59", "2024-03-10T09:59:59Z")]
    [InlineData("2024-03-10 02:30:00", "2024-03-10T10:30:00Z")]
    [InlineData("2024-03-10 03:30:00", "2024-03-10T10:30:00Z")]
    [InlineData("2018-03-01 12:12", "2018-03-01T20:12:00Z")]
    [InlineData("9999-12-31 23:59:59", null)]
    [InlineData("0001-01-01 00:00:00", null)]
    [InlineData("soon", null)]
    public void Times_AreReadInTheirZone(string text, string? expected) =>
        new LocalTime("America/Los_Angeles")
            .Parse(text)
            .Should()
            .Be(
                expected is null
                    ? null
                    : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)
            );

    // Told apart by nothing, the state of the first hour would look as new as that of the second.
    [Theory]
    [InlineData("2024-11-03 00:59:59", "2024-11-03T07:59:59Z")]
    [InlineData("2024-11-03 01:00:00", null)]
    [InlineData("2024-11-03 01:59:59", null)]
    [InlineData("2024-11-03 02:00:00", "2024-11-03T10:00:00Z")]
    [InlineData("soon", null)]
    public async Task Change_InAnHourThatIsThereTwice_HasNoTime(string text, string? expected)
    {
        DateTimeOffset? at = expected is null
            ? null
            : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        var row = $$"""{"order_id":1,"gmt_create":"2024-11-03 01:30:00","gmt_update":"{{text}}"}""";
        _platform.Answers(OrderBodies.List(1, row));
        var listed = (await List(Window)).Value!.Items.Single().Order!;
        listed.UpdatedAt.Should().Be(at);
        listed.CreatedAt.Should().NotBeNull();
        var body = OrderBodies.Detail("{}").Replace("2024-04-30 19:20:00", text, StringComparison.Ordinal);
        (await Read(body)).UpdatedAt.Should().Be(at);
    }

    [Fact]
    public async Task Total_IsWhatTheListTellsAsPaid()
    {
        static string Sum(string amount) => $$"""{"currency_code":"USD","amount":"{{amount}}"}""";
        _platform.Answers(
            OrderBodies.List(
                2,
                $$"""{"order_id":1,"pay_amount":{{Sum("1.01")}},"order_amount":{{Sum("9")}}},{"order_id":2,"order_amount":{{Sum("9")}}}"""
            )
        );
        var items = (await List(Window)).Value!.Items;
        items.Select(item => item.Order!.Total).Should().Equal(new Money(1.01m, "USD"), null);
    }

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("9999999999999999999", false)]
    public async Task Order_OfANumberBeyond64Bits_IsRefusedWithoutACall(string number, bool fits)
    {
        _platform.Answers(OrderBodies.Detail("{}"));
        var failure = (await Connector().GetOrder(Account, number, Ct)).Failure!;
        failure.Reason.Should().Be(fits ? FailureReason.InvalidAnswer : FailureReason.InvalidRequest);
        _platform.Requests.Should().HaveCount(fits ? 1 : 0);
    }

    [Theory]
    [InlineData("2024-11-03T07:59:59Z", "2024-11-03 00:59:59", "2024-11-03 00:59:59")]
    [InlineData("2024-11-03T08:30:00Z", "2024-11-03 00:30:00", "2024-11-03 02:30:00")]
    [InlineData("2024-11-03T09:30:00Z", "2024-11-03 00:30:00", "2024-11-03 02:30:00")]
    [InlineData("2024-11-03T10:00:00Z", "2024-11-03 02:00:00", "2024-11-03 02:00:00")]
    [InlineData("2024-03-10T10:00:00Z", "2024-03-10 03:00:00", "2024-03-10 03:00:00")]
    public void Windows_InAnHourThatIsThereTwice_ReachBeyondBoth(string instant, string from, string to)
    {
        var time = new LocalTime("America/Los_Angeles");
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        (time.From(at), time.To(at)).Should().Be((from, to));
    }

    [Fact]
    public void Zone_OfTheOptions_IsDeclaredAndChecked()
    {
        var options = new AliExpressOptions { TimeZoneId = "UTC" };
        AliExpressDeclaration.Of(options).TimeZoneId.Should().Be("UTC");
        options.Validate(new(options)).Should().BeEmpty();
        options.TimeZoneId = "Moon/Sea";
        options.Validate(new(options)).Should().ContainSingle().Which.ErrorMessage.Should().Contain("Moon/Sea");
    }

    private Dictionary<string, JsonElement> Asked(int request) => Fields(request, "param0");

    private Dictionary<string, JsonElement> Fields(int request, string parameter) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            _platform.Requests.ElementAt(request).Form[parameter]
        )!;

    private async Task<Order> Read(string body)
    {
        _platform.Answers(body);
        return (await Connector().GetOrder(Account, OrderBodies.Number, Ct)).Value!;
    }

    private AliExpressConnector Connector()
    {
        var options = new AliExpressOptions { SyncUrl = new(_platform.Url, "/sync") };
        return new(options, _platform.Transport(options, _time), _time);
    }

    private Task<PlatformResult<OrderPage>> List(OrderWindow window, string? cursor = null, int? size = null) =>
        Connector().ListOrders(Account, new(window) { Cursor = cursor, PageSize = size }, Ct);
}
