using System.Text;
using System.Text.Json.Nodes;
using Integration.Orders;

namespace Integration.Platforms;

/// <summary>
/// What every connector must do that reads orders. A platform's test class gives the bodies, written from the platform's documents, and
/// gets these tests and those of all connectors.
/// </summary>
public abstract class OrderConformance : ListConformance
{
    protected static readonly OrderWindow Window = new(
        DateTimeOffset.FromUnixTimeSeconds(1_714_527_000),
        DateTimeOffset.FromUnixTimeSeconds(1_714_528_800)
    );

    protected override string GoodBody => OrderBody;

    /// <summary>The order in <see cref="OrderBody"/>.</summary>
    protected abstract string OrderNumber { get; }

    /// <summary>A detail answer with all documented fields and two packages; its texts hold Chinese.</summary>
    protected abstract string OrderBody { get; }

    /// <summary>The same with numbers as text and text as numbers, single objects for lists.</summary>
    protected abstract string LooseOrderBody { get; }

    /// <summary>A detail answer with a status that nobody has documented.</summary>
    protected abstract string UnknownStatusBody { get; }

    /// <summary>Detail answers without any package yet, in each form.</summary>
    protected abstract string[] UnpackedBodies { get; }

    /// <summary>The answer for an order that the platform does not have.</summary>
    protected abstract string GoneOrderBody { get; }

    /// <summary>A page with these numbers, of so many orders in all; a number of null is left out of its row.</summary>
    protected abstract string OrderListBody(long total, params string?[] numbers);

    /// <summary>A number of the platform's form that is not <see cref="OrderNumber"/>.</summary>
    protected virtual string OtherNumber => "OTHER-1";

    /// <summary>Whether the detail answer tells until when an order has to be shipped.</summary>
    protected virtual bool TellsShipBy => true;

    /// <summary>The cursor of the last page of the first list, where a platform has its orders in two; null for one list.</summary>
    protected virtual string? EndOfFirstList => null;

    [Fact]
    public async Task Order_InTheDocumentedShape_IsRead()
    {
        Platform.Answers(OrderBody);
        var order = (await Get()).Value!;
        (order.Platform, order.Number).Should().Be((Connector.Declaration.Platform, OrderNumber));
        order.Status.Should().NotBe(OrderStatus.Unknown);
        order.StatusText.Should().NotBeNull();
        order.CreatedAt.Should().NotBeNull();
        order.UpdatedAt.Should().BeOnOrAfter(order.CreatedAt!.Value);
        (order.ShipBy is not null).Should().Be(TellsShipBy);
        order.Lines.Should().NotBeEmpty();
        order.Lines.Should().OnlyContain(line => line.Quantity > 0 && line.ProductId != null && line.Title != null);
        order.Packages.Should().HaveCount(2);
        order.Packages!.Select(package => package.Number).Should().OnlyHaveUniqueItems();
        order.Raw!.Body.Should().Equal(Encoding.UTF8.GetBytes(OrderBody));
    }

    [Fact]
    public async Task Order_InALooserShape_IsTheSame()
    {
        Platform.Answers(OrderBody);
        var strict = (await Get()).Value!;
        Platform.Answers(LooseOrderBody);
        var loose = await Get();
        loose.Failure.Should().BeNull();
        loose.Value.Should().BeEquivalentTo(strict, options => options.Excluding(order => order.Raw));
    }

    [Fact]
    public async Task Order_WithAnyOneValueOfAnotherType_NeverThrows()
    {
        var bodies = JsonMutations.Of(OrderBody).ToArray();
        bodies.Should().HaveCountGreaterThan(100);
        foreach (var body in bodies)
        {
            Platform.Answers(body);
            var outcome = await Get();
            (outcome.Value is null).Should().Be(outcome.Failure is not null, body);
        }
    }

    [Fact]
    public async Task Order_WithoutPackagesYet_IsAnOrderWithNone()
    {
        foreach (var body in UnpackedBodies)
        {
            Platform.Answers(body);
            var outcome = await Get();
            outcome.Failure.Should().BeNull(body);
            outcome.Value!.Packages.Should().NotBeNull(body).And.BeEmpty(body);
        }
    }

    [Fact]
    public async Task Order_WithAnUnknownStatus_KeepsItsText()
    {
        Platform.Answers(UnknownStatusBody);
        var order = (await Get()).Value!;
        order.Status.Should().Be(OrderStatus.Unknown);
        order.StatusText.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Order_ThatThePlatformDoesNotHave_IsGone()
    {
        Platform.Answers(GoneOrderBody);
        var failure = (await Get()).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.Gone));
    }

    [Fact]
    public async Task Order_OtherThanAskedFor_IsNotTaken()
    {
        Platform.Answers(OrderBody);
        var failure = (await ((IOrderDetails)Connector).GetOrder(Account, OtherNumber, Ct)).Failure!;
        failure.Reason.Should().Be(FailureReason.InvalidAnswer);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1; drop")]
    [InlineData("../1")]
    [InlineData("一")]
    public async Task Order_WithAMalformedNumber_IsRefusedWithoutACall(string number)
    {
        var failure = (await ((IOrderDetails)Connector).GetOrder(Account, number, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidRequest));
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Orders_WithoutAToken_AreRefusedWithoutACall()
    {
        var account = Account with { AccessToken = null };
        var one = (await ((IOrderDetails)Connector).GetOrder(account, OrderNumber, Ct)).Failure!;
        var page = (await ((IOrderList)Connector).ListOrders(account, new(Window), Ct)).Failure!;
        (one.Kind, one.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
        page.Should().Be(one);
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task OrderList_PageByPage_ReadsFromTheLastToTheFirst()
    {
        var pages = new[] { OrderListBody(3, "N-3", "N-2"), OrderListBody(3, "N-1") };
        Platform.Answers([pages[0], pages[1], pages[0]]);
        var last = (await Orders(null)).Value!;
        Numbers(last).Should().Equal("N-1");
        (last.HasNext, last.Total, last.BeyondLimit).Should().Be((true, 3, false));
        var first = (await Orders(last.NextCursor)).Value!;
        Numbers(first).Should().Equal("N-3", "N-2");
        first.NextCursor.Should().Be(EndOfFirstList);
        first.Raw.Body.Should().Equal(Encoding.UTF8.GetBytes(pages[0]));
        var tellsPackages = Connector.Declaration.Orders!.ListsPackages;
        first.Items.Should().OnlyContain(item => item.Order!.Packages != null == tellsPackages);
        first.Items[0].Order!.Raw.Should().Be(first.Items[0].Raw);
    }

    [Fact]
    public async Task OrderList_ThatIsEmpty_IsAnEmptyPage()
    {
        Platform.Answers(OrderListBody(0));
        var page = (await Orders(null)).Value!;
        page.Items.Should().BeEmpty();
        page.NextCursor.Should().Be(EndOfFirstList);
    }

    [Fact]
    public async Task OrderList_ThatIsShortOfItsTotal_IsAFailure()
    {
        Platform.Answers(OrderListBody(3));
        (await Orders(null)).Failure!.Reason.Should().Be(FailureReason.InvalidAnswer, "empty needs proof");
    }

    [Fact]
    public async Task OrderList_WithARowWithoutANumber_KeepsTheOthers()
    {
        Platform.Answers(OrderListBody(2, "N-2", null));
        var page = (await Orders(null)).Value!;
        Numbers(page).Should().Equal("N-2", null);
        page.Items[1].Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
        JsonNode.Parse(page.Items[1].Raw.Body).Should().NotBeNull("the row itself is kept");
    }

    [Fact]
    public async Task OrderList_WithARowThatHasItsNumberOnly_TellsTheNumber()
    {
        var unread = new List<string?>();
        foreach (var body in JsonMutations.Of(OrderListBody(2, "N-2", "N-1")))
        {
            Platform.Answers(body);
            var page = await Orders(null);
            unread.AddRange(
                page.Value?.Items.Where(static one => one.Failure is not null).Select(static one => one.Number) ?? []
            );
        }

        unread.Should().Contain("N-1", "the order can be asked for by itself").And.Contain([null]);
    }

    [Fact]
    public async Task OrderList_WithAnError_IsNeverAnEmptyPage()
    {
        foreach (
            var body in (string[])[ThrottledBody, ExpiredTokenBody, NotAllowedBody, "{}", "[]", "null", "1", "<p>"]
        )
        {
            Platform.Answers(body);
            (await Orders(null)).Failure.Should().NotBeNull(body);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task OrderList_WithAPageSizeOutOfItsLimits_IsRefused(int size)
    {
        (await Orders(null, size)).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        Platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0-2-3")]
    [InlineData("1-3-3")]
    [InlineData("1-2")]
    [InlineData("page two")]
    public async Task OrderList_WithACursorThatWasNeverGiven_IsRefused(string cursor)
    {
        (await Orders(cursor)).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task OrderList_OfAWindowThatEndsBeforeItBegins_IsRefused()
    {
        var query = new OrderListQuery(Window with { To = Window.From.AddSeconds(-1) });
        var failure = (await ((IOrderList)Connector).ListOrders(Account, query, Ct)).Failure!;
        failure.Reason.Should().Be(FailureReason.InvalidRequest);
    }

    [Fact]
    public void Declaration_OfOrders_IsUsable()
    {
        var limits = Connector.Declaration.Orders!;
        limits.MaxPageSize.Should().BePositive();
        limits.Windows.Select(window => window.By).Should().Contain(OrderTime.Updated).And.OnlyHaveUniqueItems();
        limits.Windows.Should().OnlyContain(window => window.MaxSeconds == null || window.MaxSeconds > 0);
        limits.OverlapSeconds.Should().BePositive("platforms index late");
        limits.LagSeconds.Should().BeGreaterThanOrEqualTo(0);
    }

    protected Task<PlatformResult<OrderPage>> Orders(string? cursor, int size = 2) =>
        ((IOrderList)Connector).ListOrders(Account, new(Window) { Cursor = cursor, PageSize = size }, Ct);

    protected Task<PlatformResult<Order>> Get() => ((IOrderDetails)Connector).GetOrder(Account, OrderNumber, Ct);

    private protected override async Task<PlatformResult<ReadAnswer>> Read(CancellationToken ct)
    {
        var outcome = await ((IOrderDetails)Connector).GetOrder(Account, OrderNumber, ct);
        return outcome.Succeeded
            ? new ReadAnswer(string.Join('\n', outcome.Value.Lines.Select(line => line.Title)), outcome.Value.Raw!)
            : outcome.Failure;
    }

    private static IEnumerable<string?> Numbers(OrderPage page) => page.Items.Select(item => item.Order?.Number);
}
