using Integration.Orders;
using Integration.Platforms;

namespace Integration.Enrichment;

public sealed class EnrichmentRulesTests
{
    private static readonly EnrichmentOptions s_options = new();
    private static readonly PlatformFailure s_noLine = new(FailureKind.Transient, FailureReason.Network, "No line.");

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(4, 160)]
    public void After_PassingFailures_WaitsTwiceAsLongEachTimeAndUpToAFifthMore(int retries, int seconds)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var wait = After(s_noLine, retries, seed: seed).RetryAt!.Value - StorageFixture.Now;
            wait.Should()
                .BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds))
                .And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(seconds * 1.2));
        }
    }

    [Fact]
    public void After_ARefusal_WaitsAsLongAsItsShopAndUpToAFifthMore()
    {
        var refused = new PlatformFailure(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "Gone.");
        for (var seed = 0; seed < 20; seed++)
        {
            (After(refused, retries: 0, seed: seed).RetryAt!.Value - StorageFixture.Now)
                .Should()
                .BeGreaterThanOrEqualTo(s_options.RefusedWait)
                .And.BeLessThanOrEqualTo(s_options.RefusedWait * 1.2);
        }
    }

    [Fact]
    public void After_ManyLooks_WaitsNoLongerThanTheLongestAndEndsAfterTheLast()
    {
        PlatformResult<Order> none = OrderConnector.With("PO-1");

        var late = After(none, retries: 0, looks: 100);
        var last = After(none, retries: 0, looks: s_options.MaxLooks - 1);

        (late.RetryAt!.Value - StorageFixture.Now).Should().BeLessThanOrEqualTo(s_options.LongestLookWait * 1.2);
        (last.Status, last.Error)
            .Should()
            .Be((EnrichmentTaskStatus.Failed, "The order has no package, and none is waited for any more."));
    }

    [Theory]
    [InlineData(OrderStatus.Shipped, "a", true)]
    [InlineData(OrderStatus.Delivered, "a", true)]
    [InlineData(OrderStatus.Shipped, "a,b", false)]
    [InlineData(OrderStatus.Cancelled, "a", false)]
    [InlineData(OrderStatus.AwaitingShipment, "a", false)]
    [InlineData(OrderStatus.Shipped, "", false)]
    public void After_APackageOfSomeLines_WaitsForThoseOfTheOthersThatAreOnTheirWay(
        OrderStatus other,
        string named,
        bool waits
    )
    {
        var order = OrderConnector.With("PO-1") with
        {
            Lines = [new("a") { Status = OrderStatus.Shipped }, new("b") { Status = other }],
            Packages = [new("PK-1") { LineIds = named.Split(',', StringSplitOptions.RemoveEmptyEntries) }],
        };

        var first = After(order, retries: 0);
        var last = After(order, retries: 0, looks: s_options.MaxMissingLooks, hasPackage: true);
        var late = After(order, retries: 0, looks: s_options.MaxMissingLooks);

        late.Status.Should().Be(first.Status, "looks for the first package are none for the others");
        (first.Status, first.IsLook)
            .Should()
            .Be(waits ? (EnrichmentTaskStatus.Pending, true) : (EnrichmentTaskStatus.Completed, false));
        (last.Status, last.Error).Should().Be((EnrichmentTaskStatus.Completed, null), "it has a package");
    }

    [Theory]
    [InlineData(null, null, "shop")]
    [InlineData("a", "", "orders[0]")]
    [InlineData("a", "PO\n1", "orders[0]")]
    public void Check_OfAFaultyRequest_NamesTheField(string? shop, string? order, string field)
    {
        var request = new EnrichmentRequest { Shop = shop, Orders = order is null ? null : [order] };
        EnrichmentRules.Check(request, s_options)!.Errors!.Keys.Should().Equal(field);
    }

    [Fact]
    public void Check_OfTooManyOrNoOrders_SaysSo()
    {
        var many = new string[s_options.MaxOrdersPerRequest + 1];
        Array.Fill(many, "PO-1");
        EnrichmentRules.Check(new() { Shop = "a", Orders = many }, s_options)!.Errors!.Keys.Should().Equal("orders");
        EnrichmentRules.Check(new() { Shop = "a", Orders = [] }, s_options)!.Errors!.Keys.Should().Equal("orders");
        EnrichmentRules.Check(new() { Shop = "a" }, s_options).Should().BeNull();
    }

    [Theory]
    [InlineData("shop:PO-1", "shop", "PO-1")]
    [InlineData("shop:a:b", "shop", "a:b")]
    [InlineData("shop:", null, null)]
    [InlineData(":PO-1", null, null)]
    [InlineData("shop", null, null)]
    public void Id_IsReadUpToItsFirstColon(string text, string? shop, string? number)
    {
        var id = EnrichmentTaskId.Of(text);
        (id?.Shop, id?.Number).Should().Be((shop, number));
        (id?.ToString() ?? text).Should().Be(text);
    }

    private static EnrichmentOutcome After(
        PlatformResult<Order> answer,
        int retries,
        int looks = 0,
        int seed = 1,
        bool hasPackage = false
    ) =>
        EnrichmentRules.After(
            new ClaimedTask("PO-1", [], Guid.Empty, retries, looks, HasPackage: hasPackage),
            answer,
            StorageFixture.Now,
            StorageFixture.Now,
            s_options,
            new Random(seed)
        );
}
