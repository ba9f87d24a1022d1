namespace Integration.Sandbox.Demo;

/// <summary>The demo must not end with 0 where something does not add up.</summary>
public sealed class SubscriberLineTests
{
    private static readonly SubscriberFigures Hub = new()
    {
        Events = 10,
        Delivered = 6,
        Failed = 2,
        Expired = 1,
        Pending = 1,
        Attempts = 9,
    };

    private static readonly LedgerFigures Seen = new(10, 6, 0, 1, 2);

    [Fact]
    public void Faults_AllAddsUp_AreNone() => Line(Hub, Seen).Faults.Should().BeEmpty();

    [Fact]
    public void Faults_PostsFromElsewhere_AreNone() => Line(Hub, Seen with { Owed = 9 }).Faults.Should().BeEmpty();

    [Fact]
    public void Faults_LeftOverHidesAnEventNotRouted_IsOne() =>
        Line(Hub with { CarriedOver = 1 }, Seen).Faults.Should().ContainSingle().Which.Should().Contain("knows 9");

    [Fact]
    public void Since_SomethingWasPending_CountsItWithThisRun()
    {
        var before = new SubscriberFigures
        {
            Events = 4,
            Delivered = 1,
            Pending = 3,
        };

        var run = Hub.Since(before);

        run.Should()
            .BeEquivalentTo(
                new
                {
                    Events = 9,
                    CarriedOver = 3,
                    Delivered = 5,
                    Pending = 1,
                }
            );
        run.AccountedFor.Should().Be(9);
    }

    [Fact]
    public void Faults_AcknowledgedEventNotRouted_IsOne() =>
        Line(Hub, Seen with { Owed = 11 }).Faults.Should().ContainSingle().Which.Should().Contain("11 acknowledged");

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void Faults_HubsFiguresDoNotAddUp_IsOne(long delivered) =>
        Line(Hub with { Delivered = delivered }, Seen with { Received = 7 })
            .Faults.Should()
            .ContainSingle()
            .Which.Should()
            .Contain("accounts for");

    [Fact]
    public void Faults_HubCountsDeliveriesNobodyGot_IsOne() =>
        Line(Hub, Seen with { Received = 5 }).Faults.Should().ContainSingle().Which.Should().Contain("received 5");

    [Fact]
    public void Faults_EventNeverArrived_IsOne() =>
        Line(Hub, Seen, missing: 1).Faults.Should().ContainSingle().Which.Should().Contain("never arrived");

    [Fact]
    public void Faults_WrongSignature_IsOne() =>
        Line(Hub, Seen, badSignatures: 1).Faults.Should().ContainSingle().Which.Should().Contain("wrongly");

    [Fact]
    public void IsSettled_SomethingPending_IsNot() => Line(Hub, Seen).IsSettled.Should().BeFalse();

    private static SubscriberLine Line(
        SubscriberFigures hub,
        LedgerFigures seen,
        long badSignatures = 0,
        long missing = 0
    ) => new(DemoPlan.Subscribers[0], hub, seen, badSignatures, missing);
}
