using Integration.Partitions;

namespace Integration.Delivery;

public sealed class OutcomeWriterTests(StorageFixture fixture)
{
    [Fact]
    public async Task Write_Delivered_FinishesAndCounts()
    {
        await using var scope = await fixture.Open();
        var delivery = await Deliver(scope);
        var written = await Write(scope, Outcome(scope, delivery, DeliveryStatus.Delivered));
        written.Should().ContainKey(delivery).WhoseValue.Should().Be(DeliveryStatus.Delivered);
        (await scope.Scalar<short>("select status from deliveries")).Should().Be(1);
        (await scope.Scalar<short>("select attempts from deliveries")).Should().Be(1);
        (await scope.Scalar<long>("select count(*) from attempts where duration_ms = 7")).Should().Be(1);
        (await scope.Scalar<string>("select convert_from(response_start, 'UTF8') from attempt_bodies"))
            .Should()
            .Be("ok");
        (await scope.Scalar<long>("select delivered from outcome_rollups where span = 'm'")).Should().Be(1);
        (await scope.Scalar<long>("select delay_ms_sum from outcome_rollups where span = 'h'")).Should().Be(1000);
        (await scope.Scalar<long>("select sum(n) from outcome_rollups, unnest(delays) n where span = 'h'"))
            .Should()
            .Be(1);
    }

    [Fact]
    public async Task Write_Retry_StaysPendingUntilItsTime()
    {
        await using var scope = await fixture.Open();
        var delivery = await Deliver(scope);
        var at = scope.Now.AddSeconds(9);
        await Write(scope, Outcome(scope, delivery, DeliveryStatus.Pending) with { RetryAt = at });
        (await scope.Scalar<DateTime>("select next_attempt_at from deliveries where status = 0"))
            .Should()
            .Be(at.UtcDateTime);
        (await scope.Scalar<long>("select attempts from outcome_rollups where span = 'm'")).Should().Be(1);
        using var pending = new PendingDeliveries(scope.Database);
        (await pending.Due("a", 1, at.AddMilliseconds(-1), 10, CancellationToken.None)).Should().BeEmpty();
        (await pending.NextDueAfter("a", 1, scope.Now, CancellationToken.None)).Should().Be(at);
        var due = await pending.Due("a", 1, at, 10, CancellationToken.None);
        var item = (await pending.Load(due, long.MaxValue, CancellationToken.None)).Should().ContainSingle().Subject;
        item.Attempts.Should().Be(1);
        item.Event.Payload.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Write_BySecondOwner_FindsNoRowAndCountsNothing()
    {
        await using var scope = await fixture.Open();
        var delivery = await Deliver(scope);
        await Write(scope, Outcome(scope, delivery, DeliveryStatus.Pending) with { RetryAt = scope.Now });
        var second = await Write(scope, Outcome(scope, delivery, DeliveryStatus.Delivered));
        second.Should().BeEmpty();
        (await scope.Scalar<long>("select sum(attempts) from outcome_rollups where span = 'm'")).Should().Be(1);
        (await scope.Scalar<long>("select count(*) from attempts")).Should().Be(1);
    }

    [Fact]
    public async Task Write_OneOfManyTakenByAnotherOwner_WritesAndCountsTheOthers()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        var appended = await scope.Append(scope.Draft(), scope.Draft());
        var ids = appended.Select(one => one.Deliveries[0].DeliveryId).ToArray();
        await Write(scope, Outcome(scope, ids[0], DeliveryStatus.Delivered));
        var written = await Write(
            scope,
            Outcome(scope, ids[0], DeliveryStatus.Failed),
            Outcome(scope, ids[1], DeliveryStatus.Failed)
        );
        written.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create(ids[1], DeliveryStatus.Failed));
        (await scope.Scalar<long>("select count(*) from attempts")).Should().Be(2);
        (await scope.Scalar<long>("select delivered + 10 * failed from outcome_rollups where span = 'm'"))
            .Should()
            .Be(11);
    }

    [Fact]
    public async Task Write_ARetryAfterTheSubscriberWasDisabled_EndsAsCancelled()
    {
        await using var scope = await fixture.Open();
        var delivery = await Deliver(scope);
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        var written = await Write(scope, Outcome(scope, delivery, DeliveryStatus.Pending) with { RetryAt = scope.Now });
        written[delivery].Should().Be(DeliveryStatus.Cancelled);
        (await scope.Scalar<long>("select cancelled from outcome_rollups where span = 'm'")).Should().Be(1);
    }

    [Fact]
    public async Task Write_WhatWasDeliveredWhileItWasDisabled_StaysDelivered()
    {
        await using var scope = await fixture.Open();
        var delivery = await Deliver(scope);
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        (await Write(scope, Outcome(scope, delivery, DeliveryStatus.Delivered)))[delivery]
            .Should()
            .Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task Write_WithoutAnAttempt_CountsNone()
    {
        await using var scope = await fixture.Open();
        var delivery = await Deliver(scope);
        await Write(
            scope,
            new DeliveryOutcome
            {
                DeliveryId = delivery,
                SubscriberId = "a",
                Received = scope.Now,
                AttemptsBefore = 0,
                Status = DeliveryStatus.Expired,
                At = scope.Now,
                Reason = "too old",
            }
        );
        (await scope.Scalar<long>("select expired from outcome_rollups where span = 'm' and attempts = 0"))
            .Should()
            .Be(1);
        (await scope.Scalar<string>("select error_message from deliveries where attempts = 0")).Should().Be("too old");
    }

    [Fact]
    public async Task SubscribersWithDueBefore_NamesOnlyEnabledOnesWithDueRows()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("idle", ["nothing"]);
        await scope.Append(scope.Draft());
        using var pending = new PendingDeliveries(scope.Database);
        (await pending.SubscribersWithDueBefore(scope.Now.AddSeconds(1), CancellationToken.None)).Should().Equal("a");
        (await pending.SubscribersWithDueBefore(scope.Now.AddSeconds(-1), CancellationToken.None)).Should().BeEmpty();
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        (await pending.SubscribersWithDueBefore(scope.Now.AddSeconds(1), CancellationToken.None)).Should().BeEmpty();
    }

    private static async Task<Guid> Deliver(StorageScope scope)
    {
        await scope.Subscribe("a");
        return (await scope.Append(scope.Draft()))[0].Deliveries[0].DeliveryId;
    }

    private static Task<IReadOnlyDictionary<Guid, DeliveryStatus>> Write(
        StorageScope scope,
        params DeliveryOutcome[] outcomes
    ) => new OutcomeWriter(scope.Database, new RetentionOptions(), 1).Write(outcomes, CancellationToken.None);

    private static DeliveryOutcome Outcome(StorageScope scope, Guid delivery, DeliveryStatus status) =>
        new()
        {
            DeliveryId = delivery,
            SubscriberId = "a",
            Received = scope.Now,
            AttemptsBefore = 0,
            Status = status,
            At = scope.Now.AddSeconds(1),
            AttemptStartedAt = scope.Now,
            Result = new AttemptResult(
                status == DeliveryStatus.Delivered ? null : AttemptErrorKind.HttpStatus,
                status == DeliveryStatus.Delivered ? 200 : 500,
                null,
                null,
                TimeSpan.FromMilliseconds(7),
                "ok"u8.ToArray()
            ),
        };
}
