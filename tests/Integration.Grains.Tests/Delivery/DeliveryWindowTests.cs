using Integration.Intake;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Delivery;

public sealed class DeliveryWindowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public void Offer_BeforeTheFirstLoad_IsDroppedAndLoadedLater()
    {
        var window = Create();
        window.Offer([Item(1)]);
        window.Count.Should().Be(0);
        window.NeedsLoad.Should().BeTrue();
    }

    [Fact]
    public void Offer_DuringTheFirstLoad_LeavesTheWindowBehind()
    {
        var window = Create();
        window.BeginLoad();
        window.Offer([Item(1)]);
        window.EndLoad([], all: true);
        window.Count.Should().Be(0, "the activation before may have delivered it");
        window.NeedsLoad.Should().BeTrue("its row must be looked at");
    }

    [Fact]
    public void Offer_DuringALaterLoad_IsKeptAsideAndAdded()
    {
        var window = Loaded();
        window.NoteBehind();
        window.BeginLoad();
        window.Offer([Item(1)]);
        window.EndLoad([Item(2)], all: true);
        window.Count.Should().Be(2);
        window.Behind.Should().BeFalse();
    }

    [Fact]
    public void Offer_OfALoadedDelivery_IsNotTakenTwice()
    {
        var window = Loaded(Item(1));
        window.Offer([Item(1)]);
        window.Count.Should().Be(1);
        window.Ready.Should().Be(1);
    }

    [Fact]
    public void Offer_OfAFinishedDelivery_IsNotRepeated()
    {
        var window = Loaded(Item(1));
        window.TryTake(Now, out _);
        window.Finish(Id(1));
        window.Offer([Item(1)]);
        window.Count.Should().Be(0);
    }

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
    public void NoteBehind_DuringALoad_IsNotForgottenAtItsEnd()
    {
        var window = Loaded();
        window.NoteBehind();
        window.BeginLoad();
        window.NoteBehind();
        window.EndLoad([], all: true);
        window.Behind.Should().BeTrue("the load may have read before what was noted");
    }

    [Fact]
    public void Forget_OfADelivery_LetsItsRowBringItBack()
    {
        var window = Loaded(Item(1));
        window.TryTake(Now, out _);
        window.Forget(Id(1));
        window.Choose([Id(1)], out _).Should().Equal(Id(1));
    }

    [Fact]
    public void Finish_LongAgo_NoLongerHidesAPendingRow()
    {
        var window = Loaded(Item(1));
        window.Finish(Id(1));
        window.Choose([Id(1)], out _).Should().BeEmpty();
        _time.Advance(new DeliveryOptions().FinishedMemory + TimeSpan.FromSeconds(1));
        window.Choose([Id(1)], out _).Should().Equal(Id(1));
    }

    [Fact]
    public void Offer_WhileOtherWindowsHoldTheWholeBudget_StillTakesAFew()
    {
        var options = new DeliveryOptions { WindowItemsAlways = 2 };
        var budget = new SiloWindowBudget(options);
        budget.Take(options.SiloWindowBytes);
        var window = new DeliveryWindow(options, budget, _time);
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
    public void Retry_ThatIsNear_WaitsInTheWindowUntilItIsDue()
    {
        var window = Loaded(Item(1));
        window.TryTake(Now, out _);
        window.Retry(Id(1), Now.AddSeconds(1), Now).Should().BeTrue();
        window.NextRetryAfter(Now).Should().Be(Now.AddSeconds(1));
        window.TryTake(Now, out _).Should().BeFalse();
        window.TryTake(Now.AddSeconds(1), out var again).Should().BeTrue();
        again.Attempts.Should().Be(1);
    }

    [Fact]
    public void NextRetryAfter_OneIsDueAndNoSlotIsFree_AsksForNoTimer()
    {
        var window = Loaded(Item(1), Item(2));
        window.TryTake(Now, out _);
        window.TryTake(Now, out _);
        window.Retry(Id(1), Now.AddSeconds(1), Now).Should().BeTrue();
        window.Retry(Id(2), Now.AddSeconds(5), Now).Should().BeTrue();
        window.NextRetryAfter(Now.AddSeconds(1)).Should().BeNull("it waits for a slot, and a timer would fire at once");
        window.TryTake(Now.AddSeconds(1), out _).Should().BeTrue();
        window.NextRetryAfter(Now.AddSeconds(1)).Should().Be(Now.AddSeconds(5));
    }

    [Fact]
    public void Retry_ThatIsFar_GoesBackToItsRow()
    {
        var window = Loaded(Item(1));
        window.TryTake(Now, out _);
        window.Retry(Id(1), Now.AddHours(1), Now).Should().BeFalse();
        window.Count.Should().Be(0);
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
    public void Clear_KeepsOnlyWhatIsInFlight()
    {
        var window = Loaded(Item(1), Item(2));
        window.TryTake(Now, out var flying);
        window.Clear(id => id == flying.DeliveryId);
        window.Count.Should().Be(1);
        window.Ready.Should().Be(0);
        window.Behind.Should().BeTrue();
    }

    [Fact]
    public void Offer_OfOneThatMayBeForgotten_LeavesItToItsRow()
    {
        var window = Create(new DeliveryOptions { WindowItems = 10, FinishedMemoryItems = 3 });
        window.BeginLoad();
        window.EndLoad([.. Enumerable.Range(1, 5).Select(n => Item(n))], all: true);
        for (var n = 1; n <= 5; n++)
        {
            window.Finish(Id(n));
        }

        window.Offer([Item(6)]);
        window.Behind.Should().BeFalse("it is younger than all that were forgotten");
        window.Offer([Item(2)]);
        window.Behind.Should().BeTrue();
        window.Count.Should().Be(1);
    }

    [Fact]
    public void Finish_OfMoreThanCanBeRememberedButOldOnes_ForgetsThem()
    {
        var window = Create(new DeliveryOptions { WindowItems = 10, FinishedMemoryItems = 3 });
        window.BeginLoad();
        window.EndLoad([.. Enumerable.Range(1, 4).Select(n => Item(n))], all: true);
        for (var n = 1; n <= 3; n++)
        {
            window.Finish(Id(n));
        }

        _time.Advance(TimeSpan.FromSeconds(61));
        window.Finish(Id(4));
        window.Behind.Should().BeFalse();
    }

    [Fact]
    public void Budget_OfTheSilo_IsSharedAndGivenBack()
    {
        var options = new DeliveryOptions { SiloWindowBytes = 16 << 20, WindowItemsAlways = 0 };
        var budget = new SiloWindowBudget(options);
        var one = new DeliveryWindow(options, budget, _time);
        var other = new DeliveryWindow(options, budget, _time);
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

    private static Guid Id(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static DeliveryItem Item(int n, int bytes = 10) =>
        new()
        {
            DeliveryId = Id(n),
            Epoch = 1,
            Event = new StoredEvent
            {
                Id = Id(n),
                Source = "s",
                Type = "t",
                Received = Now,
                Payload = new byte[bytes],
                PayloadKind = PayloadKind.Json,
            },
        };

    private DeliveryWindow Create(DeliveryOptions? options = null)
    {
        options ??= new DeliveryOptions { WindowItems = 10 };
        return new DeliveryWindow(options, new SiloWindowBudget(options), _time);
    }

    private DeliveryWindow Loaded(params DeliveryItem[] items)
    {
        var window = Create();
        window.BeginLoad();
        window.EndLoad(items, all: true);
        return window;
    }
}
