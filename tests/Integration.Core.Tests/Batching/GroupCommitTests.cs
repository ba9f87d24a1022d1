namespace Integration.Batching;

public sealed class GroupCommitTests
{
    private static readonly GroupCommitOptions Bounds = new(MaxItems: 3, MaxRows: 100, MaxQueued: 10);

    [Fact]
    public async Task TryAdd_WhileACommitRuns_GathersTheNextBatch()
    {
        var batches = new List<int>();
        var release = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        await using var group = new GroupCommit<int, int>(
            Bounds,
            _ => 1,
            async (items, _) =>
            {
                batches.Add(items.Count);
                started.TrySetResult();
                await release.Task;
                return items;
            }
        );
        group.TryAdd(1, out var first).Should().BeTrue();
        await started.Task;
        group.TryAdd(2, out var second);
        group.TryAdd(3, out var third);
        release.SetResult();
        (await first!).Should().Be(1);
        (await second!).Should().Be(2);
        (await third!).Should().Be(3);
        batches.Should().Equal(1, 2);
    }

    [Fact]
    public async Task TryAdd_AboveTheBytes_IsRefusedUntilTheyAreCommitted()
    {
        var release = new TaskCompletionSource();
        await using var group = new GroupCommit<int, int>(
            Bounds with
            {
                MaxBytes = 100,
            },
            _ => 1,
            async (items, _) =>
            {
                await release.Task;
                return items;
            },
            size => size
        );
        group.TryAdd(150, out var alone).Should().BeTrue("one that is larger than all is taken alone");
        group.TryAdd(1, out _).Should().BeFalse();
        release.SetResult();
        (await alone!).Should().Be(150);
        group.TryAdd(60, out var second).Should().BeTrue("what was refused took no room");
        (await second!).Should().Be(60);
    }

    [Fact]
    public async Task Commit_AboveTheBounds_IsSplit()
    {
        var batches = new List<int>();
        var release = new TaskCompletionSource();
        await using var group = new GroupCommit<int, int>(
            Bounds with
            {
                MaxRows = 50,
            },
            rows => rows,
            async (items, _) =>
            {
                await release.Task;
                batches.Add(items.Count);
                return items;
            }
        );
        var tasks = new List<Task<int>>();
        foreach (var rows in (int[])[1, 40, 40, 1, 1, 1, 1])
        {
            group.TryAdd(rows, out var task);
            tasks.Add(task!);
        }

        release.SetResult();
        await Task.WhenAll(tasks);
        batches.Sum().Should().Be(7);
        batches.Should().OnlyContain(count => count <= 3);
    }

    [Fact]
    public async Task TryAdd_WhenTheQueueIsFull_RefusesAndLosesNothing()
    {
        var release = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        await using var group = new GroupCommit<int, int>(
            new GroupCommitOptions(1, 1, 2),
            _ => 1,
            async (items, _) =>
            {
                started.TrySetResult();
                await release.Task;
                return items;
            }
        );
        group.TryAdd(0, out var running);
        await started.Task;
        group.TryAdd(1, out var one).Should().BeTrue();
        group.TryAdd(2, out var two).Should().BeTrue();
        group.TryAdd(3, out var refused).Should().BeFalse();
        refused.Should().BeNull();
        release.SetResult();
        (await Task.WhenAll(running!, one!, two!)).Should().Equal(0, 1, 2);
    }

    [Fact]
    public async Task Add_OfMany_AnswersOnceForAllThatWereTaken()
    {
        var release = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var batches = 0;
        await using var group = new GroupCommit<int, int>(
            new GroupCommitOptions(2, 100, 3),
            _ => 1,
            async (items, _) =>
            {
                batches++;
                started.TrySetResult();
                await release.Task;
                return [.. items.Select(item => item * 10)];
            }
        );
        group.TryAdd(1, out _);
        await started.Task;
        group.Add([2, 3, 4, 5, 6], out var results).Should().Be(3, "three wait at most");
        results.IsCompleted.Should().BeFalse();
        release.SetResult();
        (await results).Should().Equal(20, 30, 40, 0, 0);
        batches.Should().Be(3, "the three lay in two commits");
        group.Add([], out var none).Should().Be(0);
        (await none).Should().BeEmpty();
    }

    [Fact]
    public async Task Add_OfMany_FailsWhereOneCommitFails()
    {
        await using var group = new GroupCommit<int, int>(
            new GroupCommitOptions(1, 1, 10),
            _ => 1,
            (items, _) => items[0] == 2 ? throw new InvalidOperationException("broken") : Task.FromResult(items)
        );
        group.Add([1, 2, 3], out var results).Should().Be(3);
        await FluentActions.Awaiting(() => results).Should().ThrowAsync<InvalidOperationException>();
        group.TryAdd(4, out var next);
        (await next!).Should().Be(4);
    }

    [Fact]
    public async Task Commit_ThatFails_FailsItsBatchAndGoesOn()
    {
        var fail = true;
        await using var group = new GroupCommit<int, int>(
            Bounds,
            _ => 1,
            (items, _) => fail ? throw new InvalidOperationException("broken") : Task.FromResult(items)
        );
        group.TryAdd(1, out var first);
        await FluentActions.Awaiting(() => first!).Should().ThrowAsync<InvalidOperationException>();
        fail = false;
        group.TryAdd(2, out var second);
        (await second!).Should().Be(2);
    }

    [Fact]
    public async Task DisposeAsync_CommitsWhatWasHandedIn()
    {
        var committed = 0;
        var group = new GroupCommit<int, int>(
            Bounds,
            _ => 1,
            (items, _) =>
            {
                committed += items.Count;
                return Task.FromResult(items);
            }
        );
        for (var i = 0; i < 7; i++)
        {
            group.TryAdd(i, out _);
        }

        await group.DisposeAsync();
        committed.Should().Be(7);
        group.TryAdd(8, out _).Should().BeFalse();
    }
}
