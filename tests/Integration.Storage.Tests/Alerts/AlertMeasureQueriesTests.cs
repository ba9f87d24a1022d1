using Integration.Databases;
using Integration.Partitions;

namespace Integration.Alerts;

public sealed class AlertMeasureQueriesTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FailureRatios_AreOfTheWindowAndFromEnoughAttemptsOn()
    {
        await using var scope = await fixture.Open();
        await RollUp(scope, "fails", minutesAgo: 1, delivered: 1, attempts: 8);
        await RollUp(scope, "fails", minutesAgo: 2, delivered: 1, attempts: 2);
        await RollUp(scope, "fails", minutesAgo: 20, delivered: 500, attempts: 500);
        await RollUp(scope, "works", minutesAgo: 1, delivered: 100, attempts: 100);
        await RollUp(scope, "few", minutesAgo: 1, delivered: 0, attempts: 4);

        var ratios = await new AlertMeasureQueries(scope.Database).FailureRatios(scope.Now.AddMinutes(-5), 5, 100, Ct);

        ratios.Should().BeEquivalentTo([("fails", 0.8), ("works", 0.0)]);
    }

    [Fact]
    public async Task FailureRatios_OfMoreThanTheMost_AreTheWorst()
    {
        await using var scope = await fixture.Open();
        for (var subscriber = 0; subscriber < 10; subscriber++)
            await RollUp(scope, $"s{subscriber}", minutesAgo: 1, delivered: 10 - subscriber, attempts: 10);

        var ratios = await new AlertMeasureQueries(scope.Database).FailureRatios(scope.Now.AddMinutes(-5), 5, 3, Ct);

        ratios.Should().Equal(("s9", 0.9), ("s8", 0.8), ("s7", 0.7));
    }

    [Fact]
    public async Task Overdue_IsTheOldestOfEachSubscriberThatIsThere()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("b", types: ["order.*"]);
        await scope.Subscribe("idle", types: ["never.*"]);
        scope.Routing = Delivery.RoutingTable.Empty;
        await scope.Append(scope.Draft(type: "other.type"));
        var first = scope.Now;
        scope.Now = first.AddMinutes(10);
        await scope.Append(scope.Draft());
        var queries = new AlertMeasureQueries(scope.Database);

        (await queries.Overdue(first.AddMinutes(-1), 100, Ct)).Should().BeEmpty("nothing is due yet");
        (await queries.Overdue(first.AddMinutes(9), 100, Ct)).Should().Equal(("a", first));
        (await queries.Overdue(scope.Now, 100, Ct)).Should().Equal(("a", first), ("b", scope.Now));
        (await queries.Overdue(scope.Now, 1, Ct)).Should().Equal([("a", first)], "the longest overdue come first");
        // What is left of the time before a change: the sweeper cancels it.
        await scope.Execute("update subscribers set epoch = 2 where id = 'a'");
        (await queries.Overdue(scope.Now, 100, Ct)).Should().Equal(("b", scope.Now));
        await scope.Execute("update subscribers set enabled = false");
        (await queries.Overdue(scope.Now, 100, Ct)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Overdue_OfManyDeliveries_ReadsAnEntryOfEachSubscriberAndDay(bool analysed)
    {
        const int Subscribers = 100;
        const int Each = 500;
        await using var scope = await fixture.Open();
        for (var subscriber = 0; subscriber < Subscribers; subscriber++)
            await scope.Subscribe($"s{subscriber:000}");
        foreach (var day in (DateTimeOffset[])[scope.Now.AddDays(-1), scope.Now])
            await Pend(scope, day, Subscribers, Each);
        if (analysed)
            await scope.Execute("analyze deliveries");
        var days = await scope.Scalar<long>(
            "select count(*) from pg_inherits where inhparent = 'deliveries'::regclass"
        );

        (await new AlertMeasureQueries(scope.Database).Overdue(scope.Now, 1_000, Ct)).Should().HaveCount(Subscribers);

        var plan = await QueryPlan.Of(
            scope.Database.Writes,
            AlertMeasureQueries.OverdueSql,
            scope.Now.UtcDateTime,
            1_000
        );
        var scans = plan.Where(node => node.Relation.StartsWith("deliveries_", StringComparison.Ordinal)).ToList();
        scans.Should().NotBeEmpty().And.OnlyContain(scan => scan.Type.StartsWith("Index", StringComparison.Ordinal));
        scans.Sum(scan => scan.Rows).Should().BeInRange(Subscribers, (Subscribers + 1) * days);
    }

    [Fact]
    public async Task FailureRatios_OfALongHistory_ReadTheWindowAlone()
    {
        await using var scope = await fixture.Open();
        await scope.Execute(
            """
            insert into outcome_rollups (span, bucket, subscriber_id, writer, delivered, failed, expired, cancelled, attempts,
                delay_ms_sum, delays)
            select 'm', @now - n * interval '1 minute', 's' || s, 1, 1, 0, 0, 0, 1, 0, '{}'
            from generate_series(1, 2000) n, generate_series(1, 20) s
            """,
            new { now = scope.Now.UtcDateTime }
        );

        var plan = await QueryPlan.Of(
            scope.Database.Writes,
            AlertMeasureQueries.FailuresSql,
            scope.Now.AddMinutes(-5).UtcDateTime,
            1,
            1_000
        );
        var scans = plan.Where(node => node.Relation == "outcome_rollups").ToList();
        scans.Should().OnlyContain(scan => !scan.Type.StartsWith("Seq", StringComparison.Ordinal));
        scans.Sum(scan => scan.Rows).Should().Be(5 * 20);
    }

    [Fact]
    public async Task HasDay_IsFalseWithoutAPartition()
    {
        await using var scope = await fixture.Open();
        var queries = new AlertMeasureQueries(scope.Database);
        (await queries.HasDay(scope.Now, Ct)).Should().BeTrue();
        (await queries.HasDay(scope.Now.AddDays(60), Ct)).Should().BeFalse();
    }

    private static Task RollUp(StorageScope scope, string subscriber, int minutesAgo, int delivered, int attempts) =>
        scope.Execute(
            """
            insert into outcome_rollups (span, bucket, subscriber_id, writer, delivered, failed, expired, cancelled, attempts,
                delay_ms_sum, delays)
            values ('m', @bucket, @subscriber, 1, @delivered, 0, 0, 0, @attempts, 0, '{}')
            """,
            new
            {
                bucket = scope.Now.AddMinutes(-minutesAgo).UtcDateTime,
                subscriber,
                delivered = (long)delivered,
                attempts = (long)attempts,
            }
        );

    // Pending deliveries of a day, due in the minutes before it ends.
    private static Task Pend(StorageScope scope, DateTimeOffset day, int subscribers, int each) =>
        scope.Execute(
            """
            insert into deliveries (id, event_id, subscriber_id, epoch, status, attempts, next_attempt_at, created_at)
            select (@prefix || substr(md5(s || '-' || n), 1, 20))::uuid, gen_random_uuid(), 's' || lpad(s::text, 3, '0'),
                1, 0, 0, @day - n * interval '1 second', @day
            from generate_series(0, @subscribers - 1) s, generate_series(1, @each) n
            """,
            new
            {
                prefix = PartitionDays.LowerBound(day).ToString("N")[..12],
                day = day.UtcDateTime,
                subscribers,
                each,
            }
        );
}
