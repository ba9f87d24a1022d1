using Integration.Orders;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Platforms;

/// <summary>
/// Pinduoduo's connector against a Pinduoduo that was written from the same documents apart from it, and whose orders do not hold still.
/// </summary>
public sealed class PinduoduoOrderMeetingTests
{
    private const string App = "seller";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Seeds, how late the index is, and which share of the calls fails.</summary>
    public static TheoryData<int, int, double> Shops =>
        new()
        {
            { 1, 0, 0 },
            { 2, 0, 0.2 },
            { 3, 280, 0 },
            { 4, 280, 0.2 },
            { 5, 120, 0 },
        };

    [Fact]
    public async Task Copy_OfAShopThatHoldsStill_ReadsEachOrderOnceWhateverThePageCap()
    {
        await using var platform = await Start(new() { Count = 100 });
        var copy = Copy(platform);
        await copy.ReadAll();
        copy.Lines.Should().Equal(LinesOf(platform));
        platform
            .Sandbox.Counts.Of("pdd.order.list.get")
            .Calls.Should()
            .BeInRange(40, 60, "40 days, 3 or 4 orders in each of 30");
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Copy_OfAShopThatChangesWhileItIsRead_IsExactInTheEnd(int seed, int indexLag, double faults)
    {
        await using var platform = await Start(
            new()
            {
                Count = 150,
                ChangesPerPage = 3,
                IndexLag = TimeSpan.FromSeconds(indexLag),
                Deepest = 10_000,
            },
            seed,
            faults
        );
        var copy = Copy(platform);
        await copy.ReadAll();
        for (var round = 0; round < 8; round++)
        {
            platform.Time.Advance(TimeSpan.FromMinutes(5));
            platform.Sandbox.Orders.Shake(20);
            await copy.ReadChanges();
        }

        platform.Sandbox.Faults = FaultPlan.None;
        platform.Sandbox.Orders.HoldStill();
        platform.Time.Advance(TimeSpan.FromMinutes(9));
        await copy.ReadChanges();
        if (indexLag <= platform.Connector.Declaration.Orders!.LagSeconds)
        {
            // Where nothing comes into a window late, the changes alone bring all that is there; only what is gone is not told.
            LinesOf(platform).Except(copy.Lines).Should().BeEmpty($"seed {seed}");
        }

        await copy.ReadAll();
        copy.Lines.Should().Equal(LinesOf(platform), $"seed {seed}");
    }

    [Fact]
    public async Task Copy_OfMoreOrdersThanCanBePagedTo_SplitsItsWindows()
    {
        await using var platform = await Start(new() { Count = 3500, Deepest = 100 }, maxOrderRows: 100);
        var copy = Copy(platform);
        await copy.ReadAll();
        copy.WasSplit.Should().BeTrue();
        copy.Lines.Should().Equal(LinesOf(platform));
    }

    [Fact]
    public async Task Packages_OfEachOrder_AreThoseThatAreAssigned()
    {
        var delay = TimeSpan.FromMinutes(30);
        await using var platform = await Start(new() { Count = 60, PackageDelay = delay });
        platform.Sandbox.Orders.Shake(200);
        (await Packages(platform)).Values.Should().OnlyContain(packages => packages.Length == 0);
        platform.Time.Advance(delay);
        var found = await Packages(platform);
        foreach (var order in platform.Sandbox.Orders.All)
        {
            var expected = order.Lines.SelectMany(line => line.Packages.Select(package => package.Number));
            found[PinduoduoTelling.NumberOf(order)].Should().Equal(expected, order.Number);
        }

        found.Values.Should().Contain(packages => packages.Length > 1).And.Contain(packages => packages.Length == 0);
    }

    [Fact]
    public async Task Order_ThatIsTakenAway_IsGone()
    {
        await using var platform = await Start(new() { Count = 3 });
        var order = platform.Sandbox.Orders.All[0];
        platform.Sandbox.Orders.Remove(order.Number);
        var failure = (
            await ((IOrderDetails)platform.Connector).GetOrder(platform.Account, PinduoduoTelling.NumberOf(order), Ct)
        ).Failure!;
        failure.Reason.Should().Be(FailureReason.Gone);
    }

    [Theory]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Cut)]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.Transient)]
    public async Task Page_ThatMeetsAFault_IsAPassingFailureAndNeverEmpty(FaultKind fault)
    {
        await using var platform = await Start(new());
        platform.Sandbox.FailNext(fault);
        (await Page(platform)).Failure!.Kind.Should().Be(FailureKind.Transient);
    }

    [Fact]
    public async Task Page_WithOtherTypes_IsTheSame()
    {
        await using var platform = await Start(new());
        platform.Sandbox.Orders.Shake(5);
        var plain = (await Page(platform)).Value!;
        platform.Sandbox.Faults = FaultPlan.Of(FaultKind.ChangedTypes, 1);
        var changed = (await Page(platform)).Value!;
        plain.Items.Should().NotBeEmpty();
        changed
            .Items.Select(item => item.Order)
            .Should()
            .BeEquivalentTo(plain.Items.Select(item => item.Order), options => options.Excluding(order => order!.Raw));
        changed.PlatformTime.Should().Be(platform.Time.GetUtcNow());
    }

    private static Task<ConnectedPlatform> Start(
        OrderOptions orders,
        int seed = 1,
        double faults = 0,
        int maxOrderRows = 10_000
    ) =>
        ConnectedPlatform.Start(
            PlatformKind.Pinduoduo,
            App,
            pagesCutTo: 7,
            seed: seed,
            faults: FaultPlan.Of(FaultKind.Transient, faults),
            orders: orders,
            maxOrderRows: maxOrderRows
        );

    // Of the shop's past only the windows by conclusion tell: by change it would take 48 calls a day.
    private static OrderCopy Copy(ConnectedPlatform platform) =>
        new(platform, PinduoduoTelling.Line, PinduoduoTelling.Line, TimeSpan.FromMinutes(10))
        {
            AfterPage = () => platform.Time.Advance(TimeSpan.FromSeconds(2)),
        };

    private static Task<PlatformResult<OrderPage>> Page(ConnectedPlatform platform)
    {
        var now = platform.Time.GetUtcNow();
        var window = new OrderWindow(now.AddMinutes(-30), now);
        return ((IOrderList)platform.Connector).ListOrders(platform.Account, new(window), Ct);
    }

    private static async Task<Dictionary<string, string[]>> Packages(ConnectedPlatform platform)
    {
        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var number in platform.Sandbox.Orders.All.Select(PinduoduoTelling.NumberOf))
        {
            var read = await ((IOrderDetails)platform.Connector).GetOrder(platform.Account, number, Ct);
            read.Failure.Should().BeNull();
            found[number] = [.. read.Value!.Packages!.Select(package => package.Number)];
        }

        return found;
    }

    private static IEnumerable<string> LinesOf(ConnectedPlatform platform) =>
        platform.Sandbox.Orders.All.Select(PinduoduoTelling.Line).Order(StringComparer.Ordinal);
}
