using Integration.Orders;
using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>
/// A connector that lists orders against a platform that was written from the same documents apart from it, and that does not hold
/// still.
/// </summary>
public abstract class OrderMeeting
{
    protected abstract PlatformKind Kind { get; }

    protected abstract string App { get; }

    /// <summary>What the platform tells of its orders.</summary>
    internal abstract OrderTelling Telling { get; }

    /// <summary>Whether a line can have more packages than one.</summary>
    protected virtual bool TellsEachPackage => true;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Seeds, how late the index is, and which share of the calls fails.</summary>
    public static TheoryData<int, int, double> Shops =>
        new()
        {
            { 1, 0, 0 },
            { 2, 0, 0.2 },
            { 3, 240, 0 },
            { 4, 240, 0.2 },
            { 5, 30, 0 },
        };

    [Fact]
    public async Task Copy_OfAShopThatHoldsStill_ReadsEachOrderOnceWhateverThePageCap()
    {
        await using var platform = await ConnectedPlatform.Start(
            Kind,
            App,
            pagesCutTo: 7,
            orders: new() { Count = 100 }
        );
        var copy = new OrderCopy(platform, OrderTelling.Line, Telling.Line);
        await copy.ReadChanges();
        copy.Lines.Should().Equal(copy.Truth);
        copy.Pages.Should().BeGreaterThan(14, "a page has 7");
        copy.Rows.Should().Be(100, "nothing moves");
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public async Task Copy_OfAShopThatChangesWhileItIsRead_IsExactInTheEnd(int seed, int indexLag, double faults)
    {
        await using var platform = await ConnectedPlatform.Start(
            Kind,
            App,
            pagesCutTo: 7,
            seed: seed,
            faults: FaultPlan.Of(FaultKind.Transient, faults),
            orders: new()
            {
                Count = 150,
                ChangesPerPage = 3,
                IndexLag = TimeSpan.FromSeconds(indexLag),
                Deepest = 10_000,
            }
        );
        var copy = new OrderCopy(platform, OrderTelling.Line, Telling.Line)
        {
            AfterPage = () => platform.Time.Advance(TimeSpan.FromSeconds(7)),
        };
        for (var round = 0; round < 8; round++)
        {
            platform.Time.Advance(TimeSpan.FromMinutes(5));
            platform.Sandbox.Orders.Shake(20);
            await copy.ReadChanges();
        }

        await Settle(platform, copy);
        if (indexLag <= platform.Connector.Declaration.Orders!.LagSeconds)
        {
            // Where nothing comes into a window late, the changes alone bring all that is there; only what is gone is not told.
            copy.Truth.Except(copy.Lines).Should().BeEmpty($"seed {seed}");
        }

        await copy.ReadAll();
        copy.Lines.Should().Equal(copy.Truth, $"seed {seed}");
    }

    [Fact]
    public async Task Copy_OfMoreOrdersThanCanBePagedTo_SplitsItsWindows()
    {
        await using var platform = await ConnectedPlatform.Start(
            Kind,
            App,
            orders: new() { Count = 400, Deepest = 100 },
            maxOrderRows: 100
        );
        var copy = new OrderCopy(platform, OrderTelling.Line, Telling.Line);
        await copy.ReadAll();
        copy.WasSplit.Should().BeTrue();
        copy.Lines.Should().Equal(copy.Truth);
    }

    [Fact]
    public async Task Packages_OfEachOrder_AreThoseThatAreAssigned()
    {
        var delay = TimeSpan.FromMinutes(30);
        await using var platform = await ConnectedPlatform.Start(
            Kind,
            App,
            orders: new() { Count = 60, PackageDelay = delay }
        );
        platform.Sandbox.Orders.Shake(200);
        (await Packages(platform)).Values.Should().OnlyContain(packages => packages.Length == 0);
        platform.Time.Advance(delay);
        var found = await Packages(platform);
        foreach (var order in platform.Sandbox.Orders.All)
        {
            var expected = order.Lines.SelectMany(line =>
                line.Packages.Take(TellsEachPackage ? int.MaxValue : 1).Select(package => package.Number)
            );
            found[order.Number].Should().Equal(expected, order.Number);
        }

        found.Values.Should().Contain(packages => packages.Length > 0).And.Contain(packages => packages.Length == 0);
    }

    [Fact]
    public async Task Order_ThatIsTakenAway_IsGone()
    {
        await using var platform = await ConnectedPlatform.Start(Kind, App);
        var number = platform.Sandbox.Orders.All[0].Number;
        platform.Sandbox.Orders.Remove(number);
        var failure = (await ((IOrderDetails)platform.Connector).GetOrder(platform.Account, number, Ct)).Failure!;
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
        await using var platform = await ConnectedPlatform.Start(Kind, App);
        platform.Sandbox.FailNext(fault);
        (await Page(platform)).Failure!.Kind.Should().Be(FailureKind.Transient);
    }

    [Fact]
    public async Task Page_WithOtherTypes_IsTheSame()
    {
        await using var platform = await ConnectedPlatform.Start(Kind, App);
        var plain = (await Page(platform)).Value!;
        platform.Sandbox.Faults = FaultPlan.Of(FaultKind.ChangedTypes, 1);
        var changed = (await Page(platform)).Value!;
        changed
            .Items.Select(item => item.Order)
            .Should()
            .BeEquivalentTo(plain.Items.Select(item => item.Order), options => options.Excluding(order => order!.Raw));
        changed.PlatformTime.Should().Be(platform.Time.GetUtcNow());
    }

    // The index gets to its end, then the last changes are read.
    private static async Task Settle(ConnectedPlatform platform, OrderCopy copy)
    {
        platform.Sandbox.Faults = FaultPlan.None;
        platform.Sandbox.Orders.HoldStill();
        platform.Time.Advance(TimeSpan.FromMinutes(6));
        await copy.ReadChanges();
    }

    private static Task<PlatformResult<OrderPage>> Page(ConnectedPlatform platform)
    {
        var now = platform.Time.GetUtcNow();
        var window = new OrderWindow(now.AddDays(-40), now, OrderTime.Created);
        return ((IOrderList)platform.Connector).ListOrders(platform.Account, new(window), Ct);
    }

    private static async Task<Dictionary<string, string[]>> Packages(ConnectedPlatform platform)
    {
        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var order in platform.Sandbox.Orders.All)
        {
            var read = await ((IOrderDetails)platform.Connector).GetOrder(platform.Account, order.Number, Ct);
            read.Failure.Should().BeNull();
            found[order.Number] = [.. read.Value!.Packages!.Select(package => package.Number)];
        }

        return found;
    }
}
