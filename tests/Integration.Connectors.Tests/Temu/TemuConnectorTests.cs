using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Temu;

public sealed class TemuConnectorTests : IAsyncLifetime
{
    private static readonly AccountCredentials Account = new("a", "key", "secret") { AccessToken = "token" };

    private const string AnyFulfilment = """["fulfillBySeller","fulfillByCooperativeWarehouse"]""";

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
    [InlineData(2000000, FailureKind.Transient, FailureReason.Platform, false)]
    [InlineData(4000000, FailureKind.Transient, FailureReason.Platform, false)]
    [InlineData(7000000, FailureKind.Transient, FailureReason.Platform, false)]
    [InlineData(4000004, FailureKind.Throttled, FailureReason.RateLimit, false)]
    [InlineData(150010005, FailureKind.Transient, FailureReason.Platform, false)]
    [InlineData(3000034, FailureKind.Unauthorised, FailureReason.AuthorisationLost, true)]
    [InlineData(5000000, FailureKind.Unauthorised, FailureReason.AuthorisationLost, true)]
    [InlineData(3000030, FailureKind.Permanent, FailureReason.AuthorisationLost, true)]
    [InlineData(3000031, FailureKind.Permanent, FailureReason.AuthorisationLost, true)]
    [InlineData(3000032, FailureKind.Permanent, FailureReason.NotAllowed, true)]
    [InlineData(3000033, FailureKind.Permanent, FailureReason.AuthorisationLost, true)]
    [InlineData(3000001, FailureKind.Permanent, FailureReason.BadCredentials, true)]
    [InlineData(3000011, FailureKind.Permanent, FailureReason.BadCredentials, true)]
    [InlineData(3000012, FailureKind.Permanent, FailureReason.BadCredentials, true)]
    [InlineData(3000099, FailureKind.Permanent, FailureReason.NotAllowed, true)]
    [InlineData(5000003, FailureKind.Permanent, FailureReason.NotAllowed, true)]
    [InlineData(140020001, FailureKind.Permanent, FailureReason.NotAllowed, true)]
    [InlineData(140020002, FailureKind.Permanent, FailureReason.Gone, false)]
    [InlineData(140020003, FailureKind.Permanent, FailureReason.NotAllowed, true)]
    [InlineData(999, FailureKind.Permanent, FailureReason.Platform, false)]
    public async Task Errors_AreJudgedByTheTable(long code, FailureKind kind, FailureReason reason, bool needsAPerson)
    {
        _platform.Answers(TemuBodies.Error(code));
        var failure = (await Get()).Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
        failure.NeedsAttention.Should().Be(needsAPerson);
        failure.Code.Should().Be($"{code}");
    }

    [Theory]
    [InlineData("""{"success":false,"errorCode":1000000,"result":{}}""")]
    [InlineData("""{"errorCode":1000000,"result":{}}""")]
    [InlineData("""{"success":true,"errorCode":1000000,"result":null}""")]
    public async Task Answers_ThatDoNotSaySuccessWithAResult_AreFailures(string body)
    {
        _platform.Answers(body);
        (await Get()).Failure.Should().NotBeNull();
    }

    [Theory]
    [InlineData(OrderTime.Updated, "updateAtStart", "updateAtEnd", "updateTime")]
    [InlineData(OrderTime.Created, "createAfter", "createBefore", "createTime")]
    public async Task OrderList_AsksForAClosedWindowInItsOwnTime(OrderTime by, string from, string to, string sort)
    {
        _platform.Answers(TemuBodies.Good("""{"totalItemNum":0,"pageItems":[]}"""));
        (await Orders(Window with { By = by })).Failure.Should().BeNull();
        var fields = _platform.Requests.Single().Form;
        fields["type"].Should().Be("bg.order.list.v2.get");
        fields[from].Should().Be("1714527000");
        fields[to].Should().Be("1714528800");
        fields["sortby"].Should().Be(sort);
        fields["pageSize"].Should().Be("100");
        fields["timestamp"].Should().Be("1714528801");
        fields["fulfillmentTypeList"].Should().Be(AnyFulfilment);
        fields.Should().HaveCount(12, "nothing else is sent");
    }

    [Fact]
    public async Task Detail_AsksForTheLinesOfWarehousesToo()
    {
        _platform.Answers(TemuBodies.Detail("[]"));
        (await Get()).Failure.Should().BeNull();
        _platform.Requests.Single().Form["fulfillmentTypeList"].Should().Be(AnyFulfilment);
    }

    [Theory]
    [InlineData(1_000, 1_000)]
    [InlineData(10_000, 10_000)]
    [InlineData(1_000_000, 10_000)]
    public async Task OrderList_IsNeverPagedBeyondItsHundredthPage(int configured, int most)
    {
        var options = new TemuOptions { UsUrl = new(_platform.Url, "/us"), MaxOrderRows = configured };
        var connector = new TemuConnector(options, _platform.Transport(options, _time), _time);
        const string row = """{"parentOrderMap":{"parentOrderSn":"PO-1"},"orderList":[]}""";
        var full = string.Join(',', Enumerable.Repeat(row, 100));
        _platform.Answers(TemuBodies.Good($$"""{"totalItemNum":50000,"pageItems":[{{full}}]}"""));
        (await connector.ListOrders(Account, new(Window), Ct)).Value!.BeyondLimit.Should().BeTrue();
        _platform.Requests.Select(request => request.Form["pageNumber"]).Should().Equal("1", $"{most / 100}");
    }

    [Fact]
    public async Task OrderList_TellsThePlatformsTime()
    {
        var body = TemuBodies.Good("""{"totalItemNum":0,"pageItems":[]}""");
        _platform.Answers(new StandInAnswer(body) { Headers = [("Date", "Wed, 01 May 2024 02:03:00 GMT")] });
        var page = (await Orders(Window)).Value!;
        page.PlatformTime.Should().Be(new DateTimeOffset(2024, 5, 1, 2, 3, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("1", OrderStatus.Pending)]
    [InlineData("2", OrderStatus.AwaitingShipment)]
    [InlineData("3", OrderStatus.Cancelled)]
    [InlineData("4", OrderStatus.Shipped)]
    [InlineData("\"5\"", OrderStatus.Delivered)]
    [InlineData("41", OrderStatus.PartlyShipped)]
    [InlineData("51", OrderStatus.PartlyDelivered)]
    [InlineData("6", OrderStatus.Unknown)]
    [InlineData("\"HELD\"", OrderStatus.Unknown)]
    public async Task Status_OfOrderAndLine_IsReadAndItsTextKept(string status, OrderStatus expected)
    {
        _platform.Answers(TemuBodies.Detail("[]", status));
        var order = (await Get()).Value!;
        (order.Status, order.StatusText).Should().Be((expected, status.Trim('"')));
        order.Lines.Single().Status.Should().Be(expected);
    }

    [Fact]
    public async Task Detail_ReadsEveryField()
    {
        _platform.Answers(TemuBodies.Detail("""[{"packageSn":"PK-1","packageDeliveryType":1,"callSuccess":true}]"""));
        var order = (await Get()).Value!;
        order
            .Should()
            .BeEquivalentTo(
                new Order
                {
                    Platform = "temu",
                    Number = TemuBodies.Number,
                    Status = OrderStatus.Shipped,
                    StatusText = "4",
                    CreatedAt = At(1_714_520_000),
                    UpdatedAt = At(1_714_528_000),
                    ShipBy = At(1_714_700_000),
                    ShippedAt = At(1_714_527_500),
                    DeliverBy = At(1_715_000_000),
                    Labels = [new("soon_to_be_overdue", "0")],
                    Lines =
                    [
                        new("211-00000000000000001")
                        {
                            ProductId = "601099548666279",
                            VariantId = "17592352673534",
                            Title = "连衣裙",
                            Quantity = 1,
                            Status = OrderStatus.Shipped,
                            StatusText = "4",
                            Fulfilment = "fulfillBySeller",
                            CreatedAt = At(1_714_520_000),
                            ShippedAt = At(1_714_527_500),
                            Labels = [new("gift", "1")],
                        },
                    ],
                    Packages =
                    [
                        new("PK-1")
                        {
                            DeliveryType = "1",
                            CarrierCalled = true,
                            LineIds = ["211-00000000000000001"],
                        },
                    ],
                },
                options => options.Excluding(one => one.Raw)
            );
    }

    [Theory]
    [InlineData("""[{"packageSn":"A"},{"packageSn":"B"}]""", "A,B")]
    [InlineData("""{"packageSn":"A"}""", "A")]
    [InlineData("""{"packageSn":123}""", "123")]
    [InlineData("\"[{\\\"packageSn\\\":\\\"A\\\"}]\"", "A")]
    [InlineData("""[{"packageSn":"A"},{"packageSn":"A"},{"packageSn":""}]""", "A")]
    public async Task Packages_InEachForm_AreReadOnceEach(string told, string expected)
    {
        foreach (var body in (string[])[TemuBodies.Detail(told), OnParent(told), BesideParent(told)])
        {
            _platform.Answers(body);
            (await Get()).Value!.Packages!.Select(one => one.Number).Should().Equal(expected.Split(','), body);
        }
    }

    [Fact]
    public async Task Packages_ThatSeveralLinesShare_NameThemAll()
    {
        _platform.Answers(
            TemuBodies.Good(
                $$"""
                {"parentOrderMap":{"parentOrderSn":"{{TemuBodies.Number}}"},"orderList":[
                {"orderSn":"1","packageSnInfo":[{"packageSn":"A"}]},
                {"orderSn":"2","packageSnInfo":{"packageSn":"A","callSuccess":false} }]}
                """
            )
        );
        var package = (await Get()).Value!.Packages.Should().ContainSingle().Which;
        package.LineIds.Should().Equal("1", "2");
        package.CarrierCalled.Should().BeFalse();
    }

    [Theory]
    [InlineData("us", "/us")]
    [InlineData(null, "/us")]
    [InlineData("eu", "/eu")]
    [InlineData("global", "/global")]
    public async Task Account_OfARegion_CallsItsGateway(string? kind, string path)
    {
        _platform.Answers(TemuBodies.Good("{}"));
        var report = await Connector().TestConnection(Account with { AppKind = kind }, Ct);
        report.Value.Should().Be(new ConnectionReport("bg.open.accesstoken.info.get", TokenProved: true));
        _platform.Requests.Single().Path.Should().Be(path);
    }

    [Fact]
    public async Task Account_OfAnUnknownRegion_IsRefusedWithTheKnownOnes()
    {
        var report = await Connector().TestConnection(Account with { AppKind = "moon" }, Ct);
        report.Failure!.Detail.Should().Contain("us, eu, global");
        _platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"19.90\"", "\"usd\"", true)]
    [InlineData("19.90", "\"USD\"", true)]
    [InlineData("\"19.90\"", "null", false)]
    [InlineData("null", "\"USD\"", false)]
    [InlineData("\"-1\"", "\"USD\"", false)]
    public async Task Goods_HaveAPriceOnlyWithAmountAndCurrency(string price, string currency, bool has)
    {
        _platform.Answers(
            TemuBodies.Good(
                $$"""{"total":1,"goodsList":[{"goodsId":1,"price":{{price}},"currency":{{currency}},"outGoodsSn":"A"}]}"""
            )
        );
        var item = (await Connector().ListProducts(Account, new(), Ct)).Value!.Items.Single();
        item.Price.Should().Be(has ? new Money(19.90m, "USD") : null);
        item.SellerCode.Should().Be("A");
        _platform.Requests.Single().Form.Should().Contain("goodsSearchType", "1");
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static string OnParent(string packages) =>
        TemuBodies.Good(
            $$"""{"parentOrderMap":{"parentOrderSn":"{{TemuBodies.Number}}","packageSnInfo":{{packages}}},"orderList":[{"orderSn":"1"}]}"""
        );

    private static string BesideParent(string packages) =>
        TemuBodies.Good(
            $$"""{"parentOrderMap":{"parentOrderSn":"{{TemuBodies.Number}}"},"packageSnInfo":{{packages}},"orderList":[]}"""
        );

    private TemuConnector Connector()
    {
        var options = new TemuOptions
        {
            UsUrl = new(_platform.Url, "/us"),
            EuUrl = new(_platform.Url, "/eu"),
            GlobalUrl = new(_platform.Url, "/global"),
        };
        return new(options, _platform.Transport(options, _time), _time);
    }

    private Task<PlatformResult<Order>> Get() => Connector().GetOrder(Account, TemuBodies.Number, Ct);

    private Task<PlatformResult<OrderPage>> Orders(OrderWindow window) =>
        Connector().ListOrders(Account, new(window), Ct);
}
