using Integration.Scheduling;
using Integration.Sync;

namespace Integration.Enrichment;

/// <summary>No task is worked on twice at once, whoever dies or hangs.</summary>
public sealed class EnrichmentLockTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OfTasksWhoseWorkerDied_TakesThemOverAfterFiveMinutes()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(3);
        (await scope.ClaimAndDie()).Should().HaveCount(3);

        scope.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        await scope.Run();
        scope.Platform.Asked.Should().BeEmpty("somebody may still work on them");
        scope.Time.Advance(TimeSpan.FromMilliseconds(1));
        await scope.Run();

        scope.Platform.Asked.Should().HaveCount(3).And.OnlyHaveUniqueItems();
        (await scope.Statistics()).Completed.Should().Be(3);
    }

    [Fact]
    public async Task Run_ByThreeSilosAtOnce_AsksForEachOrderOnce()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.BatchSize = 10;
        await scope.Ship(150);

        await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => DetachedWork.Start(() => scope.Silo().Run(SyncDesk.Shop, Ct)))
        );

        // A silo that lost a whole batch to the others leaves the rest to the next look.
        await scope.Run();
        scope.Platform.Asked.Should().HaveCount(150).And.OnlyHaveUniqueItems();
        (await scope.Statistics()).Completed.Should().Be(150);
        (await scope.Events()).Should().Be(150);
    }

    [Fact]
    public async Task Run_WithoutAnAnswer_GivesUpBeforeTheLockIsFree()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scope.Platform.Answer = async (number, ct) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, scope.Time, ct);
            return OrderConnector.With(number, "PK-late");
        };
        var run = scope.Run();
        await asked.Task.WaitAsync(Ct);

        scope.Time.Advance(TimeSpan.FromMinutes(4.5));
        scope.Platform.Answer = static (number, _) =>
            Task.FromResult<Platforms.PlatformResult<Orders.Order>>(OrderConnector.With(number, "PK-1"));
        await run;

        var left = await scope.Desk.Task("PO-001");
        (left.Status, left.Retries).Should().Be((EnrichmentTaskStatus.Pending, 0), "it is given back");
        await scope.Run();
        (await scope.Desk.Task("PO-001")).PackageSn.Should().Be("PK-1");
    }

    [Fact]
    public async Task Run_Ended_GivesBackWhatItDidNotComeTo()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 1;
        await scope.Ship(10);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var answer = scope.Platform.Answer;
        scope.Platform.Answer = async (number, ct) =>
        {
            if (number == "PO-003")
            {
                await stop.CancelAsync();
            }

            ct.ThrowIfCancellationRequested();
            return await answer(number, ct);
        };

        await scope.Silo().Run(SyncDesk.Shop, stop.Token);

        var left = await scope.Statistics();
        (left.Completed, left.Pending, left.Processing).Should().Be((2, 8, 0));
        scope.Platform.Answer = answer;
        await scope.Run();
        scope.Platform.Asked.Should().HaveCount(11, "only what was in flight is asked for again");
        (await scope.Events()).Should().Be(10);
    }
}
