using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Delivery;

/// <summary>The database's clock is put right by an hour, as time servers do: what paces itself by it must not stop for that hour.</summary>
public sealed class ClockSetBackTests(StorageFixture fixture)
{
    [Fact]
    public async Task Sweep_AfterTheClockWasSetBack_GoesOn()
    {
        await using var scope = await PushScope.Open(fixture);
        using var pending = new PendingDeliveries(scope.Storage.Database);
        var sweeper = new SweeperGrain(
            pending,
            new CancelledDeliveries(scope.Storage.Database, 1),
            scope.Clock,
            scope.Options,
            NullLogger<SweeperGrain>.Instance
        );
        await sweeper.Sweep(TestContext.Current.CancellationToken);
        var delivery = (await scope.Append(1))[0];
        await scope.Storage.Execute("update subscribers set epoch = epoch + 1");

        scope.Clock.Measured(scope.Clock.UtcNow().AddHours(-1), TimeSpan.Zero);
        scope.Time.Advance(scope.Options.SweepInterval);
        await sweeper.Sweep(TestContext.Current.CancellationToken);

        (await scope.Status(delivery)).Should().Be((short)DeliveryStatus.Cancelled, "a sweep writes it down");
    }

    [Fact]
    public async Task Wake_LoadsPausedBeforeTheClockWasSetBack_Loads()
    {
        await using var scope = await PushScope.Open(fixture);
        await scope.Append(1);
        await scope.Storage.Execute("delete from events");
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime()));
        while (scope.Timer!.DueTime == Timeout.InfiniteTimeSpan)
        {
            // The load finds a row without its event, and pauses.
            await scope.Turn(static () => { });
        }

        scope.Clock.Measured(scope.Clock.UtcNow().AddHours(-1), TimeSpan.Zero);
        var delivery = (await scope.Append(1))[0];
        await scope.Turn(pump.Wake);

        (await scope.Receiver.Next()).Answer();
        (await scope.Owner.Next()).DeliveryId.Should().Be(delivery);
    }
}
