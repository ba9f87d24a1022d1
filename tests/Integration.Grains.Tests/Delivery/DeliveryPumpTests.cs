namespace Integration.Delivery;

public sealed class DeliveryPumpTests(StorageFixture fixture)
{
    private const string Blocked =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    [Fact]
    public async Task Configure_WithDueRows_PushesThemOneAfterTheOther()
    {
        await using var scope = await PushScope.Open(fixture);
        var deliveries = await scope.Append(2);
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime()));

        (await scope.Receiver.Next()).Answer();
        var first = await scope.Owner.Next();
        first.Should().Be(new AttemptReport(deliveries[0], null, 0, Written: true));
        scope.Receiver.Count.Should().Be(1, "the slot is free when the report is heard");
        await scope.Turn(() => pump.Report([first]));
        (await scope.Receiver.Next()).Answer();
        (await scope.Owner.Next()).DeliveryId.Should().Be(deliveries[1]);
        (await scope.Status(deliveries[0])).Should().Be((short)DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfAnAttempt_WaitsForItAndStartsNothingMore()
    {
        await using var scope = await PushScope.Open(fixture);
        var deliveries = await scope.Append(2);
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime()));
        var running = await scope.Receiver.Next();
        var stopped = scope.Stop(pump, TestContext.Current.CancellationToken);
        await scope.Turn(static () => { });
        stopped.IsCompleted.Should().BeFalse("the next activation would make the same attempt");
        running.Answer();
        await stopped;
        (await scope.Status(deliveries[0])).Should().Be((short)DeliveryStatus.Delivered, "it is committed");
        var report = await scope.Owner.Next();
        await scope.Turn(() =>
        {
            pump.Report([report]);
            pump.Wake();
        });

        // The next activation finds the rest in its rows, and only that.
        var next = scope.CreatePump();
        await scope.Turn(() => next.Configure(scope.Runtime()));
        (await scope.Receiver.Next()).Answer();
        (await scope.Owner.Next()).Should().Be(new AttemptReport(deliveries[1], null, 0, Written: true));
        scope.Receiver.Count.Should().Be(2);
    }

    [Fact]
    public async Task Stop_OfASubscriberThatDoesNotAnswer_WaitsNoLongerThanAHandOver()
    {
        await using var scope = await PushScope.Open(fixture);
        await scope.Append(1);
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime()));
        await scope.Receiver.Next();
        var stopped = scope.Stop(pump, TestContext.Current.CancellationToken);
        await scope.Turn(static () => { });
        scope.Time.Advance(scope.Options.HandOverTimeout - TimeSpan.FromMilliseconds(1));
        stopped.IsCompleted.Should().BeFalse();
        scope.Time.Advance(TimeSpan.FromMilliseconds(1));
        await stopped;
    }

    [Fact]
    public async Task Offer_OfWhatTheActivationBeforeDelivered_RepeatsNothing()
    {
        await using var scope = await PushScope.Open(fixture);
        var delivered = await scope.Load((await scope.Append(1))[0]);
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime()));
        (await scope.Receiver.Next()).Answer();
        await scope.Owner.Next();
        await scope.Stop(pump, TestContext.Current.CancellationToken);
        scope.Time.Advance(TimeSpan.FromSeconds(1));

        // The stream never heard that its item arrived, and repeats it to the next activation, which has read its rows by then.
        var next = scope.CreatePump();
        await scope.Append(1);
        await scope.Turn(() => next.Configure(scope.Runtime()));
        (await scope.Receiver.Next()).Answer();
        var second = await scope.Owner.Next();
        var third = (await scope.Append(1))[0];
        await scope.Turn(() =>
        {
            next.Offer([delivered]);
            next.Report([second]);
        });
        (await scope.Receiver.Next()).Answer();
        (await scope.Owner.Next()).DeliveryId.Should().Be(third, "the rows bring what is pending, and only that");
        scope.Receiver.Count.Should().Be(3);
    }

    [Fact]
    public async Task Offer_OfWhatCameWithTheActivation_IsPushedWithoutAskingTheRows()
    {
        await using var scope = await PushScope.Open(fixture);
        var pump = scope.CreatePump();
        await scope.Append(1);
        await scope.Turn(() => pump.Configure(scope.Runtime()));
        (await scope.Receiver.Next()).Answer();
        var first = await scope.Owner.Next();
        await scope.Turn(() => pump.Report([first]));
        scope.Time.Advance(TimeSpan.FromSeconds(2));
        var current = (await scope.Append(1))[0];
        var item = await scope.Load(current);
        await scope.Storage.Execute($"update deliveries set next_attempt_at = 'infinity' where id = '{current}'");

        await scope.Turn(() => pump.Offer([item]));
        (await scope.Receiver.Next()).Answer();
        (await scope.Owner.Next()).DeliveryId.Should().Be(current, "no load could have found it");
    }

    [Fact]
    public async Task Wake_TheReportNeverComes_FreesTheSlotAndRepeatsNothing()
    {
        await using var scope = await PushScope.Open(fixture);
        using var lost = new LostReports();
        var deliveries = await scope.Append(2);
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime()));
        (await scope.Receiver.Next()).Answer();
        var unheard = await scope.Owner.Next();

        scope.Time.Advance(PushScope.Timeout + scope.Options.SlotMargin - TimeSpan.FromMilliseconds(1));
        await scope.Turn(pump.Wake);
        lost.Count.Should().Be(0, "it may still come");
        while (lost.Count == 0)
        {
            // Looked for every ten seconds; the attempt ends just after its report has been sent.
            scope.Time.Advance(TimeSpan.FromSeconds(10));
            await scope.Turn(pump.Wake);
        }

        (await scope.Receiver.Next()).Answer();
        var second = await scope.Owner.Next();
        second.DeliveryId.Should().Be(deliveries[1]);
        await scope.Turn(() => pump.Report([unheard, second]));
        await scope.Append(1);
        await scope.Turn(pump.Wake);
        (await scope.Receiver.Next()).Answer();
        scope.Receiver.Count.Should().Be(3, "each of three was pushed once");
    }

    [Fact]
    public async Task Wake_TheOutcomeCannotBeWritten_KeepsTheSlot()
    {
        await using var scope = await PushScope.Open(fixture);
        using var lost = new LostReports();
        var deliveries = await scope.Append(2);
        var pump = scope.CreatePump();
        await using (var connection = await scope.Storage.Database.Reads.OpenConnectionAsync(CancellationToken.None))
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var hold = connection.CreateCommand();
            hold.CommandText = "select id from deliveries for update";
            await hold.ExecuteScalarAsync(CancellationToken.None);
            await scope.Turn(() => pump.Configure(scope.Runtime()));
            (await scope.Receiver.Next()).Answer();
            while (await scope.Storage.Scalar<long>(Blocked) == 0)
            {
                // The outcome is on its way to its row.
            }

            scope.Time.Advance(PushScope.Timeout + (scope.Options.SlotMargin * 2));
            await scope.Turn(pump.Wake);
        }

        var report = await scope.Owner.Next();
        report.DeliveryId.Should().Be(deliveries[0]);
        lost.Count.Should().Be(0, "its delivery would have been attempted beside its own outcome");
        await scope.Turn(() => pump.Report([report]));
        (await scope.Receiver.Next()).Answer();
        (await scope.Owner.Next()).DeliveryId.Should().Be(deliveries[1]);
        scope.Receiver.Count.Should().Be(2);
    }

    [Fact]
    public async Task Report_HeardTwice_FreesNoSlotOfTheRetry()
    {
        await using var scope = await PushScope.Open(fixture);
        var deliveries = await scope.Append(2);
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime()));
        (await scope.Receiver.Next()).Answer(500);
        var failed = await scope.Owner.Next();
        failed.RetryAt.Should().NotBeNull();
        await scope.Turn(() => pump.Report([failed]));
        (await scope.Receiver.Next()).Answer();
        var second = await scope.Owner.Next();
        // The clock shows whole milliseconds, as rows do.
        scope.Time.Advance(failed.RetryAt!.Value - scope.Clock.UtcNow() + TimeSpan.FromMilliseconds(1));
        await scope.Turn(() => pump.Report([second]));
        var retry = await scope.Receiver.Next();
        var later = (await scope.Append(1))[0];
        await scope.Turn(() =>
        {
            pump.Report([failed]);
            pump.Wake();
        });
        retry.Answer();
        (await scope.Owner.Next()).Should().Be(new AttemptReport(deliveries[0], null, 1, Written: true));
        (await scope.Status(later)).Should().Be((short)DeliveryStatus.Pending, "one at a time");
        scope.Receiver.Count.Should().Be(3);
    }
}
