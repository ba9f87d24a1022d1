using Integration.Orders;

namespace Integration.Sync;

/// <summary>Ends runs: what a full one has not seen is marked first, then the run and what its walk leaves are written at once.</summary>
internal sealed class SyncEnding(SyncWriter writer)
{
    /// <summary>Ends a run whose walk is over.</summary>
    public async Task End(RunningSync sync, CancellationToken ct)
    {
        var walk = sync.Walk;
        if (walk.End != WalkEnd.Completed)
        {
            await GiveUp(sync.Run, walk.LastFailure?.Detail ?? "The walk gave up.", ct);
            return;
        }

        if (walk is { Mode: WalkMode.Full, IsExhaustive: true } && !await MarkUnseen(sync, ct))
        {
            return;
        }

        var marks = sync.Marks.After(walk);
        await writer.End(
            sync.Run,
            new SyncRunEnd(SyncRunState.Completed)
            {
                WindowEnd = marks.End,
                Marks = WalkJson.Of(marks),
                IsExhaustive = walk.IsExhaustive,
                Error = SyncGaps.Told(walk),
            },
            sync.Run.Epoch,
            ct
        );
    }

    /// <summary>Ends a run that cannot go on.</summary>
    public Task GiveUp(SyncRun run, string why, CancellationToken ct) =>
        writer.End(run, new SyncRunEnd(SyncRunState.Failed) { Error = why }, run.Epoch, ct);

    /// <summary>Stops a run, whoever has it.</summary>
    public Task Stop(SyncRun run, string why, CancellationToken ct) =>
        writer.End(run, new SyncRunEnd(SyncRunState.Stopped) { Error = why }, epoch: null, ct);

    // Its steps may begin anew after a crash: the marks of the walk before are still what is stored.
    private async Task<bool> MarkUnseen(RunningSync sync, CancellationToken ct)
    {
        var reach = sync.Marks.Deletions(sync.Walk) switch
        {
            { } scope => ReachOf(scope.By, scope.From),
            // The first of two, or one of another reach: each marks what it did not see itself.
            null => ReachOf(sync.Walk.From is null ? null : sync.Walk.By, sync.Walk.From),
        };
        for (; ; )
        {
            var step = await writer.MarkUnseen(sync.Run, sync.List.Platform, reach, ct);
            if (!step.HasMore)
            {
                return step.IsWritten;
            }
        }
    }

    private static SyncReach ReachOf(WindowTime? by, DateTimeOffset? from) =>
        by switch
        {
            null => new(),
            WindowTime.Created => new(OrderTime.Created, from),
            _ => new(OrderTime.Updated, from),
        };
}
