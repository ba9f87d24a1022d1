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
    public async Task FirstDue_IsTheOldestOfEachSubscriberThatIsThere()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("idle", types: ["never.*"]);
        scope.Routing = Delivery.RoutingTable.Empty;
        await scope.Append(scope.Draft());
        var first = scope.Now;
        scope.Now = first.AddMinutes(10);
        await scope.Append(scope.Draft());

        var due = await new AlertMeasureQueries(scope.Database).FirstDue(100, Ct);

        due.Should().ContainSingle().Which.Subscriber.Should().Be("a");
        due[0].DueAt.Should().Be(first);
        await scope.Execute("update subscribers set enabled = false");
        (await new AlertMeasureQueries(scope.Database).FirstDue(100, Ct)).Should().BeEmpty();
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
}
