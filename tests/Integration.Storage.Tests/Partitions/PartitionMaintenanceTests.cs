using Integration.Delivery;
using Integration.Intake;

namespace Integration.Partitions;

public sealed class PartitionMaintenanceTests(StorageFixture fixture)
{
    [Fact]
    public async Task MakeAhead_Twice_MakesEveryDayOnce()
    {
        await using var scope = await fixture.Open();
        var maintenance = Create(scope);
        await maintenance.MakeAhead(scope.Now, CancellationToken.None);
        (await maintenance.MadeUntil(CancellationToken.None))
            .Should()
            .Be(DateOnly.FromDateTime(scope.Now.UtcDateTime).AddDays(7));
        (await scope.Scalar<long>("select count(*) from pg_inherits where inhparent = 'events'::regclass"))
            .Should()
            .Be(9);
    }

    [Fact]
    public async Task MakeAhead_ByTwoSilosAtOnce_Succeeds()
    {
        await using var scope = await fixture.Open();
        var later = scope.Now.AddDays(30);
        await Task.WhenAll(
            Create(scope).MakeAhead(later, CancellationToken.None),
            Create(scope).MakeAhead(later, CancellationToken.None)
        );
        scope.Now = later;
        (await scope.Append(scope.Draft()))[0].Result.Problem.Should().BeNull();
    }

    [Fact]
    public async Task Drop_OfAnExpiredDay_RemovesItAndKeepsTheOthers()
    {
        await using var scope = await fixture.Open();
        await scope.Append(scope.Draft());
        var maintenance = Create(scope);
        var later = scope.Now.AddDays(31);
        var expired = await maintenance.Expired(later, CancellationToken.None);
        expired.Should().Contain(("events", "events_20261123"));
        expired.Should().NotContain(("events", "events_20261125"));
        expired.Should().Contain(("attempt_bodies", "attempt_bodies_20261201"), "bodies are kept for a shorter time");
        foreach (var (table, partition) in expired)
        {
            (await maintenance.Drop(table, partition, CancellationToken.None)).Should().BeTrue();
        }

        (await scope.Scalar<bool>("select to_regclass('events_20261123') is null")).Should().BeTrue();
        await maintenance.Drop("events", "events_20261123", CancellationToken.None);
    }

    [Fact]
    public async Task Drop_OfADayWithAPendingDelivery_DoesNothing()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Append(scope.Draft());
        var maintenance = Create(scope);
        (await maintenance.Drop("deliveries", "deliveries_20261124", CancellationToken.None)).Should().BeFalse();
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(1);
    }

    [Fact]
    public async Task Expired_ADayThatACrashLeftDetached_IsFoundAndDropped()
    {
        await using var scope = await fixture.Open();
        await scope.Execute("alter table events detach partition events_20261123");
        var maintenance = Create(scope);
        var later = scope.Now.AddDays(31);
        (await maintenance.Expired(later, CancellationToken.None)).Should().Contain(("events", "events_20261123"));
        (await maintenance.Drop("events", "events_20261123", CancellationToken.None)).Should().BeTrue();
        (await maintenance.Expired(later, CancellationToken.None)).Should().NotContain(("events", "events_20261123"));
        (await scope.Scalar<bool>("select to_regclass('events_20261123') is null")).Should().BeTrue();
    }

    [Fact]
    public async Task ExpirePartition_EndsWhatIsPendingWithItsReason()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Append(scope.Draft());
        var ended = await new CancelledDeliveries(scope.Database, 1).ExpirePartition(
            "deliveries_20261124",
            scope.Now,
            100,
            CancellationToken.None
        );
        ended.Should().Be(1);
        (await scope.Scalar<long>("select sum(expired) from outcome_rollups where span = 'h'")).Should().Be(1);
        (await scope.Scalar<string>("select error_message from deliveries where status = 3")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Purge_RemovesWhatHasEndedAndNothingElse()
    {
        await using var scope = await fixture.Open();
        var nonce = new ReplayNonce("n", [1], scope.Now.AddMinutes(10));
        await scope.Append(scope.Draft("k") with { Nonce = nonce });
        var purge = new Purge(scope.Database, new RetentionOptions());
        (await purge.Run(scope.Now, CancellationToken.None)).Should().Be(0);
        (await purge.Run(scope.Now.AddDays(31), CancellationToken.None)).Should().BeGreaterThan(0);
        (await scope.Scalar<long>("select count(*) from event_keys")).Should().Be(0);
        (await scope.Scalar<long>("select count(*) from nonces")).Should().Be(0);
        (await scope.Scalar<long>("select count(*) from append_rollups where span = 'm'")).Should().Be(0);
        (await scope.Scalar<long>("select count(*) from append_rollups where span = 'h'"))
            .Should()
            .Be(1, "hours are kept for ever");
    }

    [Fact]
    public void LowerBound_OfADay_IsTheSmallestIdOfThatDay()
    {
        var day = new DateOnly(2026, 11, 24);
        PartitionDays.LowerBound(day).ToString().Should().EndWith("-0000-0000-000000000000");
        Time.UuidV7.InstantOf(PartitionDays.LowerBound(day))
            .Should()
            .Be(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("events_20261124", true)]
    [InlineData("events_2026112", false)]
    [InlineData("events_archive", false)]
    public void DayOf_OnlyKnowsOurNames(string partition, bool known) =>
        PartitionDays.DayOf("events", partition).HasValue.Should().Be(known);

    private static PartitionMaintenance Create(StorageScope scope) =>
        new(scope.Database, new RetentionOptions(), TimeProvider.System);
}
