using System.Text.Json.Nodes;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Vendure;

public sealed class VendureConnectorTests : IAsyncLifetime
{
    private static readonly AccountCredentials Account = new("a", "superadmin", "-")
    {
        AccessToken = "token",
        RefreshToken = "password-1234",
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

    [Theory]
    [InlineData("FORBIDDEN", FailureKind.Unauthorised, FailureReason.TokenExpired)]
    [InlineData("UNAUTHORIZED", FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    [InlineData("INTERNAL_SERVER_ERROR", FailureKind.Transient, FailureReason.Platform)]
    [InlineData("USER_INPUT_ERROR", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("GRAPHQL_VALIDATION_FAILED", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData("CHANNEL_NOT_FOUND", FailureKind.Permanent, FailureReason.NotAllowed)]
    [InlineData("ENTITY_NOT_FOUND", FailureKind.Permanent, FailureReason.Gone)]
    [InlineData("SOMETHING_ELSE", FailureKind.Permanent, FailureReason.Platform)]
    public async Task Errors_BesideTheData_AreJudgedByTheTable(string code, FailureKind kind, FailureReason reason)
    {
        _platform.Answers(VendureBodies.Error(code));
        var failure = (await Get()).Failure!;
        (failure.Kind, failure.Reason, failure.Code).Should().Be((kind, reason, code));
    }

    [Fact]
    public async Task Errors_BesideHalfOfTheData_AreFailures()
    {
        _platform.Answers(
            """{"errors":[{"message":"no","extensions":{"code":"INTERNAL_SERVER_ERROR"}}],"data":{"orders":{"totalItems":0,"items":[]}}}"""
        );
        (await Get()).Failure!.Kind.Should().Be(FailureKind.Transient);
        (await Orders(Window)).Failure!.Kind.Should().Be(FailureKind.Transient);
    }

    [Fact]
    public async Task Errors_InPlaceOfTheResult_AreFailures()
    {
        _platform.Answers("""{"data":{"orders":{"errorCode":"CHANNEL_NOT_FOUND","message":"no such channel"}}}""");
        var failure = (await Orders(Window)).Failure!;
        (failure.Reason, failure.Detail).Should().Be((FailureReason.NotAllowed, "The platform says: no such channel"));
    }

    [Fact]
    public async Task Changes_AreAllThatMayHaveChanged_InAnOrderThatNeverChanges()
    {
        _platform.Answers(VendureBodies.NoneYet);
        (await Orders(Window)).Failure.Should().BeNull();
        var asked = Options();
        asked["sort"]!.ToJsonString().Should().Be("""{"orderPlacedAt":"DESC","id":"DESC"}""");
        (asked["skip"]!.GetValue<int>(), asked["take"]!.GetValue<int>()).Should().Be((0, 100));
        asked["filter"]!
            .ToJsonString()
            .Should()
            .Be(
                """
                {"_and":[{"orderPlacedAt":{"before":"2024-05-01T02:00:01.000Z"}},{"_or":[
                {"updatedAt":{"between":{"start":"2024-05-01T01:30:00.000Z","end":"2024-05-01T02:00:01.000Z"}}},
                {"state":{"notIn":["Delivered","Cancelled"]}},{"orderPlacedAt":{"after":"2024-04-01T02:00:00.000Z"}}]}]}
                """.ReplaceLineEndings("")
            );
    }

    [Fact]
    public async Task Orders_ByCreation_AreThoseThatWerePlacedThen()
    {
        _platform.Answers(VendureBodies.NoneYet);
        (await Orders(Window with { By = OrderTime.Created })).Failure.Should().BeNull();
        Options()["filter"]!
            .ToJsonString()
            .Should()
            .Be(
                """{"orderPlacedAt":{"between":{"start":"2024-05-01T01:30:00.000Z","end":"2024-05-01T02:00:01.000Z"}}}"""
            );
    }

    [Fact]
    public async Task Detail_ReadsEveryField()
    {
        _platform.Answers(VendureBodies.One($"[{VendureBodies.Delivered}]"));
        var order = (await Get()).Value!;
        order
            .Should()
            .BeEquivalentTo(
                new Order
                {
                    Platform = "vendure",
                    Number = VendureBodies.Code,
                    Status = OrderStatus.Delivered,
                    StatusText = "Delivered",
                    CreatedAt = At("08:31:14.719"),
                    UpdatedAt = At("08:31:16.768"),
                    ShippedAt = At("08:31:16.458"),
                    Total = new Money(577.03m, "USD"),
                    Labels = [new("type", "Regular")],
                    Lines =
                    [
                        Line("7", "12", "11", "连衣裙", 3, 130.90m),
                        Line("8", "16", "15", "Product 15", 1, 178.50m),
                    ],
                    Packages = [new("T6") { DeliveryType = "parcel", LineIds = ["7"] }],
                    Steps =
                    [
                        new(At("08:31:14.518"), OrderStatus.AwaitingShipment, "PaymentSettled"),
                        new(At("08:31:16.458"), OrderStatus.Shipped, "Shipped"),
                        new(At("08:31:16.768"), OrderStatus.Delivered, "Delivered"),
                    ],
                },
                options => options.Excluding(one => one.Raw)
            );
    }

    [Theory]
    [InlineData("AddingItems", OrderStatus.Pending)]
    [InlineData("ArrangingPayment", OrderStatus.Pending)]
    [InlineData("PaymentAuthorized", OrderStatus.AwaitingShipment)]
    [InlineData("PaymentSettled", OrderStatus.AwaitingShipment)]
    [InlineData("PartiallyShipped", OrderStatus.PartlyShipped)]
    [InlineData("Shipped", OrderStatus.Shipped)]
    [InlineData("PartiallyDelivered", OrderStatus.PartlyDelivered)]
    [InlineData("Delivered", OrderStatus.Delivered)]
    [InlineData("Modifying", OrderStatus.Pending)]
    [InlineData("Cancelled", OrderStatus.Cancelled)]
    [InlineData("AwaitingPickup", OrderStatus.Unknown)]
    public async Task State_IsReadAndItsTextKept(string state, OrderStatus expected)
    {
        _platform.Answers(VendureBodies.One("[]", state));
        var order = (await Get()).Value!;
        (order.Status, order.StatusText).Should().Be((expected, state));
    }

    [Fact]
    public async Task Lines_OfAnOrderThatIsPartlyShipped_AreWhatTheirParcelsSay()
    {
        const string parcels = """
            [{"state":"Shipped","trackingCode":"T1","lines":[{"orderLineId":"7","quantity":2}]},
            {"state":"Pending","trackingCode":"T2","lines":[{"orderLineId":"7","quantity":1}]}]
            """;
        _platform.Answers(VendureBodies.One(parcels, "PartiallyShipped"));
        (await Get())
            .Value!.Lines.Select(line => line.Status)
            .Should()
            .Equal(OrderStatus.PartlyShipped, OrderStatus.AwaitingShipment);
        _platform.Answers(VendureBodies.One($"[{VendureBodies.Delivered}]", "PartiallyDelivered"));
        (await Get())
            .Value!.Lines.Select(line => line.Status)
            .Should()
            .Equal(OrderStatus.Delivered, OrderStatus.AwaitingShipment);
    }

    [Fact]
    public async Task Products_AreSortedAndHaveTheirFreeStockAndLastChange()
    {
        _platform.Answers(
            """
            {"data":{"products":{"totalItems":1,"items":[{"id":"1","name":"甲","enabled":true,"updatedAt":"2026-11-27T08:00:00.000Z",
            "variants":[{"sku":"A","priceWithTax":1990,"currencyCode":"USD","updatedAt":"2026-11-27T08:20:00.000Z",
            "stockLevels":[{"stockOnHand":7,"stockAllocated":2,"updatedAt":"2026-11-27T08:30:00.000Z"}]},
            {"sku":"B","priceWithTax":990,"currencyCode":"USD","stockLevels":[{"stockOnHand":1,"stockAllocated":3}]}]}]}}}
            """
        );
        var item = (await Connector().ListProducts(Account, new(), Ct)).Value!.Items.Single();
        item.Should()
            .Be(
                new ProductListItem("1", "甲")
                {
                    Price = new Money(9.90m, "USD"),
                    Stock = 5,
                    ModifiedAt = At("08:30:00.000"),
                    Status = ProductStatus.OnSale,
                }
            );
        Options()["sort"]!.ToJsonString().Should().Be("""{"id":"ASC"}""");
    }

    [Fact]
    public async Task Login_TakesTheTokenFromTheHeader()
    {
        _platform.Answers(
            new StandInAnswer("""{"data":{"login":{"__typename":"CurrentUser"}}}""")
            {
                Headers = [("vendure-auth-token", "new-token")],
            }
        );
        var grant = (await Connector().RefreshToken(Account with { AccessToken = null }, Ct)).Value!;
        (grant.AccessToken, grant.RefreshToken).Should().Be(("new-token", "password-1234"));
        var form = _platform.Requests.Single().Form;
        form["variables"].Should().Be("""{"username":"superadmin","password":"password-1234"}""");
        form.Should().NotContainKey("Authorization");
    }

    [Fact]
    public async Task Login_WithAWrongPassword_NeedsAPerson()
    {
        _platform.Answers(
            """{"data":{"login":{"__typename":"InvalidCredentialsError","errorCode":"INVALID_CREDENTIALS_ERROR","message":"invalid"}}}"""
        );
        var failure = (await Connector().RefreshToken(Account, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
        failure.NeedsAttention.Should().BeTrue();
    }

    [Fact]
    public async Task Login_WithoutAPassword_IsRefusedWithoutACall()
    {
        var failure = (await Connector().RefreshToken(Account with { RefreshToken = null }, Ct)).Failure!;
        failure.Reason.Should().Be(FailureReason.AuthorisationLost);
        _platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null, "/shop")]
    [InlineData("shop", "/shop")]
    [InlineData("north", "/north")]
    public async Task Account_OfAShop_CallsIt(string? kind, string path)
    {
        _platform.Answers(VendureBodies.NoneYet);
        var report = await Connector().TestConnection(Account with { AppKind = kind }, Ct);
        report.Value.Should().Be(new ConnectionReport("orders", TokenProved: true));
        _platform.Requests.Single().Path.Should().Be(path);
    }

    [Fact]
    public async Task Account_OfAnUnknownShop_IsRefusedWithTheKnownOnes()
    {
        var report = await Connector().TestConnection(Account with { AppKind = "moon" }, Ct);
        report.Failure!.Detail.Should().Contain("shop, north");
        _platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("north", true)]
    [InlineData("shop", false)]
    [InlineData("North", false)]
    [InlineData("", false)]
    public void Options_OfMoreShops_HaveNamesOfKindsOfApps(string name, bool isValid)
    {
        var options = new VendureOptions { MoreShops = { [name] = new("https://shop.example.com/admin-api") } };
        options.Validate(new(options)).Should().HaveCount(isValid ? 0 : 1);
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"2026-11-27T{time}Z", System.Globalization.CultureInfo.InvariantCulture);

    private static OrderLine Line(
        string id,
        string product,
        string variant,
        string title,
        long quantity,
        decimal price
    ) =>
        new(id)
        {
            ProductId = product,
            VariantId = variant,
            Title = title,
            Quantity = quantity,
            Status = OrderStatus.Delivered,
            Price = new Money(price, "USD"),
        };

    private JsonNode Options() => JsonNode.Parse(_platform.Requests.Last().Form["variables"])!["options"]!;

    private VendureConnector Connector()
    {
        var options = new VendureOptions
        {
            ShopUrl = new(_platform.Url, "/shop"),
            MoreShops = { ["north"] = new(_platform.Url, "/north") },
        };
        return new(options, _platform.Transport(options, _time));
    }

    private Task<PlatformResult<Order>> Get() => Connector().GetOrder(Account, VendureBodies.Code, Ct);

    private Task<PlatformResult<OrderPage>> Orders(OrderWindow window) =>
        Connector().ListOrders(Account, new(window), Ct);
}
