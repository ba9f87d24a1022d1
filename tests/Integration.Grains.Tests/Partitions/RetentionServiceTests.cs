using Integration.Delivery;
using Integration.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Partitions;

public sealed class RetentionServiceTests(StorageFixture fixture)
{
    [Fact]
    public async Task Once_ADeliveryIsHeldByAnother_KeepsItsWholeDayAndDropsItLater()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Append(scope.Draft(), scope.Draft());
        using var service = Create(scope, StorageFixture.Now.AddDays(31));
        await using (var connection = await scope.Database.Writes.OpenConnectionAsync(CancellationToken.None))
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var hold = connection.CreateCommand();
            // By the name of its day: a detach of another day would wait for whoever holds rows by that of the whole.
            hold.CommandText = "select id from deliveries_20261124 limit 1 for update";
            await hold.ExecuteScalarAsync(CancellationToken.None);
            await service.Once(CancellationToken.None);
        }

        (await scope.Scalar<long>("select count(*) from deliveries where status = 0")).Should().Be(1);
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(2, "a pending delivery needs its event");
        (await scope.Scalar<bool>("select to_regclass('deliveries_20261123') is null"))
            .Should()
            .BeTrue("other days are not held up");

        await service.Once(CancellationToken.None);
        (await scope.Scalar<bool>("select to_regclass('deliveries_20261124') is null")).Should().BeTrue();
        (await scope.Scalar<bool>("select to_regclass('events_20261124') is null"))
            .Should()
            .BeFalse("a delivery of the day after may belong to one of its events");
        (await scope.Scalar<long>("select sum(expired) from outcome_rollups where span = 'h'"))
            .Should()
            .Be(2, "each row is accounted for");
    }

    private static RetentionService Create(StorageScope scope, DateTimeOffset now)
    {
        var time = new FakeTimeProvider(now);
        var options = new RetentionOptions();
        return new RetentionService(
            new PartitionMaintenance(scope.Database, options, time),
            new CancelledDeliveries(scope.Database, 1),
            new Purge(scope.Database, options),
            new DatabaseClock(time),
            time,
            NullLogger<RetentionService>.Instance
        );
    }
}
