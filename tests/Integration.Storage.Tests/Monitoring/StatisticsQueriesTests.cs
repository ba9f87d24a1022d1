using System.ComponentModel.DataAnnotations;
using Integration.Delivery;
using Integration.Partitions;

namespace Integration.Monitoring;

public sealed class StatisticsQueriesTests(StorageFixture fixture)
{
    [Fact]
    public async Task Read_WhileASubscriberIsBeingCancelled_AgreesWithTheRowsAtEveryStep()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("b");
        await scope.Append(scope.Draft(), scope.Draft(), scope.Draft());
        (await Read(scope, "a")).Should().Be((3, 3, 0));
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        (await Read(scope, "a")).Should().Be((3, 0, 3), "none of them will be attempted");

        var cancelled = new CancelledDeliveries(scope.Database, 1);
        (await cancelled.CancelOldEpochs(scope.Now, 2, CancellationToken.None)).Should().Be(2);
        (await Read(scope, "a")).Should().Be((3, 0, 3), "two are written down, one is not");
        (await cancelled.CancelOldEpochs(scope.Now, 2, CancellationToken.None)).Should().Be(1);
        (await Read(scope, "a")).Should().Be((3, 0, 3));
        (await Read(scope, null)).Should().Be((3, 3, 3), "three events; those of the other subscriber wait");
    }

    [Fact]
    public async Task Read_OfTheLongestRangeInMinutes_MissesNothingThatWasPurged()
    {
        await using var scope = await fixture.Open();
        await scope.Append(scope.Draft());
        var now = scope.Now.AddHours(48);
        var purge = new Purge(scope.Database, Shortest());
        await purge.Run(now, CancellationToken.None);
        var statistics = new StatisticsQueries(scope.Database);
        (await statistics.Read(null, TimeSpan.FromHours(48), now, CancellationToken.None)).Events.Should().Be(1);
        await purge.Run(now.AddMinutes(1), CancellationToken.None);
        (await statistics.Read(null, TimeSpan.FromHours(49), now.AddMinutes(1), CancellationToken.None))
            .Events.Should()
            .Be(1, "longer ranges are read from hours");
    }

    // The shortest time that the options allow.
    private static RetentionOptions Shortest()
    {
        for (var days = 1; ; days++)
        {
            var options = new RetentionOptions { MinuteRollupDays = days };
            if (Validator.TryValidateObject(options, new ValidationContext(options), null, true))
            {
                return options;
            }
        }
    }

    private static async Task<(long Events, long Pending, long Cancelled)> Read(StorageScope scope, string? subscriber)
    {
        var read = await new StatisticsQueries(scope.Database).Read(
            subscriber,
            TimeSpan.FromHours(1),
            scope.Now.AddMinutes(1),
            CancellationToken.None
        );
        return (read.Events, read.Pending, read.Cancelled);
    }
}
