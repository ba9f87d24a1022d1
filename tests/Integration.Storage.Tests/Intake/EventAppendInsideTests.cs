using Integration.Time;

namespace Integration.Intake;

public sealed class EventAppendInsideTests(StorageFixture fixture)
{
    [Fact]
    public async Task AppendInside_ATransactionThatIsRolledBack_LeavesNothing()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");

        (await Append(scope, commits: false, scope.Draft("k"))).Single().Deliveries.Should().ContainSingle();

        (await scope.Scalar<long>("select count(*) from events")).Should().Be(0);
        (await scope.Scalar<long>("select count(*) from event_keys")).Should().Be(0);
        (await scope.Scalar<long>("select count(*) from append_rollups")).Should().Be(0);
    }

    [Fact]
    public async Task AppendInside_OfKnownAndNewKeys_StoresAndCountsTheNewOnes()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        var first = (await scope.Append(scope.Draft("k")))[0].Result;

        var results = await Append(scope, commits: true, scope.Draft("k"), scope.Draft("k2"));

        results.Select(one => one.Result.Duplicate).Should().Equal(true, false);
        results[0].Result.EventId.Should().Be(first.EventId);
        (await scope.Scalar<long>("select count(*) from deliveries")).Should().Be(2);
        (await scope.Scalar<long>("select sum(events) from append_rollups where span = 'm' and kind = 'source'"))
            .Should()
            .Be(2);
    }

    [Fact]
    public async Task AppendInside_AfterAChangeOfRouting_RoutesByTheNewOne()
    {
        await using var scope = await fixture.Open();
        await scope.Append(scope.Draft());
        await scope.Subscribe("late");

        var appended = await Append(scope, commits: true, scope.Draft("k"));

        appended.Single().Deliveries.Select(one => one.SubscriberId).Should().Equal("late");
    }

    private static async Task<IReadOnlyList<AppendedEvent>> Append(
        StorageScope scope,
        bool commits,
        params EventDraft[] drafts
    )
    {
        await using var connection = await scope.Database.Writes.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var append = new EventAppend(new AppendOptions(), new UuidV7Generator(), 1);
        var (events, routing) = await append.AppendInside(
            connection,
            drafts,
            scope.Routing,
            scope.Now,
            CancellationToken.None
        );
        await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
        scope.Routing = routing;
        return events;
    }
}
