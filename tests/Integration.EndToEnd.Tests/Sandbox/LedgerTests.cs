using Integration.Sandbox.Receivers;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Demo;

/// <summary>The ledger decides the demo's exit code: it must see what is lost and what comes twice.</summary>
public sealed class LedgerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly DemoSubscriber[] _subscribers =
    [
        Wants("all", "*"),
        Wants("orders", "order.*"),
        Wants("shop", "*") with
        {
            Sources = ["shop-1"],
        },
    ];

    [Fact]
    public void Missing_AcknowledgedNotReceived_NamesIt()
    {
        var ledger = NewLedger();
        ledger.Acknowledge(new("e1", "order.created", 0));
        ledger.Acknowledge(new("e2", "stock.changed", 0));
        ledger.Receive(0, "e1", 0);

        ledger.Missing(0).Some.Should().Equal("e2");
        ledger.Missing(1).Some.Should().Equal("e1");
        ledger.Figures(1).Owed.Should().Be(1);
    }

    [Fact]
    public void Tell_EventThatNobodySent_IsOwedOnceToWhoeverWantsItsTypeAndSource()
    {
        var ledger = NewLedger();
        ledger.Receive(0, "e1", 0);
        ledger.Tell("e1", "order.created", "shop-1");
        ledger.Tell("e1", "order.created", "shop-1");
        ledger.Tell("e2", "product.updated", "shop-2");

        ledger.Acknowledged.Should().Be(0);
        ledger.Missing(0).Some.Should().Equal("e2");
        ledger.Missing(1).Some.Should().Equal("e1");
        ledger.Missing(2).Some.Should().Equal("e1");
        ledger.Figures(2).Owed.Should().Be(1);
        ledger.Figures(0).P50Ms.Should().BeNull("nobody knows when it was made");
    }

    [Fact]
    public void Acknowledge_EventOfASender_IsNotOwedToWhoeverNamesAnotherSource()
    {
        var ledger = NewLedger();
        ledger.Acknowledge(new("e1", "order.created", 0));

        ledger.Figures(1).Owed.Should().Be(1);
        ledger.Figures(2).Owed.Should().Be(0);
    }

    [Fact]
    public void Receive_BeforeTheAcknowledgement_CountsAndMeasures()
    {
        var ledger = NewLedger();
        var sentAt = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        ledger.Receive(1, "e1", _time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(1));

        ledger.Acknowledge(new("e1", "order.created", sentAt));

        ledger.Missing(1).Count.Should().Be(0);
        ledger.Figures(1).P99Ms.Should().BeApproximately(10, 0.6);
    }

    [Fact]
    public void Receive_Twice_IsARepeat()
    {
        var ledger = NewLedger();
        ledger.Receive(0, "e1", 0);
        ledger.Receive(0, "e1", 0);

        ledger.Figures(0).Should().BeEquivalentTo(new { Received = 1, Repeated = 1 });
    }

    [Fact]
    public void Acknowledge_Twice_IsOneEvent()
    {
        var ledger = NewLedger();
        ledger.Acknowledge(new("e1", "order.created", 0));
        ledger.Acknowledge(new("e1", "order.created", 0));

        ledger.Acknowledged.Should().Be(1);
        ledger.Figures(0).Owed.Should().Be(1);
    }

    [Fact]
    public void Missing_ForgottenBeforeItArrived_StaysCounted()
    {
        var ledger = NewLedger(capacity: 2);
        foreach (var id in (string[])["e1", "e2", "e3"])
        {
            ledger.Acknowledge(new(id, "stock.changed", 0));
        }

        ledger.Missing(0).Count.Should().Be(3);
        ledger.Missing(0).Some.Should().BeEquivalentTo("e2", "e3");
    }

    private Ledger NewLedger(int capacity = 100) => new(_subscribers, _time, capacity);

    private static DemoSubscriber Wants(string id, params string[] types) =>
        new()
        {
            Id = id,
            Name = id,
            Behaviour = ReceiverBehaviour.Healthy,
            EventTypes = types,
        };
}
