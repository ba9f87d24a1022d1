namespace Integration.Delivery;

public sealed class DeliveryWindowTests : WindowTests
{
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
        Time.Advance((2 * new DeliveryOptions().FinishedMemory) + TimeSpan.FromSeconds(1));
        window.Choose([Id(1)], out _).Should().Equal(Id(1));
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
    public void Clear_KeepsOnlyWhatIsInFlight()
    {
        var window = Loaded(Item(1), Item(2));
        window.TryTake(Now, out var flying);
        window.Clear(id => id == flying.DeliveryId);
        window.Count.Should().Be(1);
        window.Ready.Should().Be(0);
        window.Behind.Should().BeTrue();
    }
}
