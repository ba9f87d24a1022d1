namespace Integration.Delivery;

public sealed class DeliveryWindowLimitsTests : WindowTests
{
    [Fact]
    public void Offer_WhenFull_NotesBehindAndLoadsOnlyWhenHalfEmpty()
    {
        var window = Loaded();
        window.Offer([.. Enumerable.Range(1, 11).Select(n => Item(n))]);
        window.Count.Should().Be(10);
        window.Behind.Should().BeTrue();
        window.NeedsLoad.Should().BeFalse();
        for (var n = 1; n <= 5; n++)
        {
            window.TryTake(Now, out var item);
            window.Finish(item.DeliveryId);
        }

        window.NeedsLoad.Should().BeTrue();
    }

    [Fact]
    public void Offer_WhileOtherWindowsHoldTheWholeBudget_StillTakesAFew()
    {
        var options = new DeliveryOptions { WindowItemsAlways = 2 };
        var budget = new SiloWindowBudget(options);
        budget.Take(options.SiloWindowBytes);
        var window = new DeliveryWindow(options, budget, Time);
        window.BeginLoad();
        window.EndLoad([Item(1), Item(2), Item(3)], all: true).Should().BeFalse();
        window.Count.Should().Be(2);
        window.Behind.Should().BeTrue();
    }

    [Fact]
    public void Offer_AboveTheByteLimit_NotesBehind()
    {
        var window = Create(new DeliveryOptions { WindowBytes = 1 << 20 });
        window.BeginLoad();
        window.EndLoad([], all: true);
        window.Offer([Item(1, 600_000), Item(2, 600_000)]);
        window.Count.Should().Be(1);
        window.Behind.Should().BeTrue();
    }

    [Fact]
    public void Offer_OfOneLargerThanTheWindow_IsTakenWhenNothingElseIsThere()
    {
        var window = Create(new DeliveryOptions { WindowBytes = 1 << 20 });
        window.BeginLoad();
        window.EndLoad([], all: true);
        window.Offer([Item(1, 2_000_000)]);
        window.Count.Should().Be(1);
    }

    [Fact]
    public void Choose_LeavesOutWhatIsKnownAndSaysWhetherAllFit()
    {
        var window = Loaded(Item(1));
        window.NoteBehind();
        window.BeginLoad().Should().Be(11, "those in the window may come first among the due ones");
        window.Choose([Id(1), Id(2), Id(3)], out var complete).Should().Equal(Id(2), Id(3));
        complete.Should().BeTrue();
        window.Choose([.. Enumerable.Range(2, 20).Select(Id)], out complete).Should().HaveCount(9);
        complete.Should().BeFalse();
    }

    [Fact]
    public void EndLoad_WithMoreDueThanFits_StaysBehind()
    {
        var window = Create();
        window.BeginLoad();
        window.EndLoad([Item(1)], all: false);
        window.Behind.Should().BeTrue();
    }

    [Fact]
    public void Retry_WhenHalfTheWindowWaits_GoesBackToItsRow()
    {
        var window = Loaded([.. Enumerable.Range(1, 6).Select(n => Item(n))]);
        for (var n = 1; n <= 6; n++)
        {
            window.TryTake(Now, out _);
        }

        for (var n = 1; n <= 5; n++)
        {
            window.Retry(Id(n), Now.AddSeconds(1), Now).Should().BeTrue();
        }

        window.Retry(Id(6), Now.AddSeconds(1), Now).Should().BeFalse();
    }

    [Fact]
    public void Offer_OfOneThatMayBeForgotten_LeavesItToItsRow()
    {
        var window = Create(new DeliveryOptions { WindowItems = 10, FinishedMemoryItems = 3 });
        window.BeginLoad();
        window.EndLoad([.. Enumerable.Range(1, 7).Select(n => Item(n))], all: true);
        for (var n = 1; n <= 7; n++)
        {
            window.Finish(Id(n));
        }

        window.Offer([Item(8)]);
        window.Behind.Should().BeFalse("it is younger than all that were forgotten");
        window.Offer([Item(2)]);
        window.Behind.Should().BeTrue();
        window.Count.Should().Be(1);
    }

    [Fact]
    public void Budget_OfTheSilo_IsSharedAndGivenBack()
    {
        var options = new DeliveryOptions { SiloWindowBytes = 16 << 20, WindowItemsAlways = 0 };
        var budget = new SiloWindowBudget(options);
        var one = new DeliveryWindow(options, budget, Time);
        var other = new DeliveryWindow(options, budget, Time);
        one.BeginLoad();
        one.EndLoad([Item(1, 15 << 20)], all: true);
        other.BeginLoad();
        other.EndLoad([Item(2, 2 << 20)], all: true);
        other.Count.Should().Be(0);
        other.Behind.Should().BeTrue();
        one.Finish(Id(1));
        other.BeginLoad();
        other.EndLoad([Item(2, 2 << 20)], all: true);
        other.Count.Should().Be(1);
    }

    [Fact]
    public void Offer_DuringALoadAboveTheByteLimit_IsDroppedAndLoadedLater()
    {
        var window = Create(new DeliveryOptions { WindowBytes = 1 << 20 });
        window.BeginLoad();
        window.EndLoad([], all: true);
        window.NoteBehind();
        window.BeginLoad();
        window.Offer([Item(1, 600_000)]);
        window.Offer([Item(2, 600_000)]);
        window.EndLoad([], all: true);
        window.Behind.Should().BeTrue("the second found no room, its row has it");
        window.Count.Should().Be(0, "the rows are asked again");
    }

    [Fact]
    public void Offer_DuringALoad_CountsAgainstTheSilosBudgetUntilItsEnd()
    {
        var options = new DeliveryOptions { SiloWindowBytes = 16 << 20, WindowItemsAlways = 0 };
        var budget = new SiloWindowBudget(options);
        var window = new DeliveryWindow(options, budget, Time);
        window.BeginLoad();
        window.EndLoad([], all: true);
        window.NoteBehind();
        window.BeginLoad();
        window.Offer([Item(1, 10 << 20)]);
        budget.TryTake(10 << 20).Should().BeFalse();
        window.FailLoad();
        budget.TryTake(10 << 20).Should().BeTrue();
    }
}
