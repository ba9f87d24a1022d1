using System.Runtime.CompilerServices;
using Integration.Intake;
using Integration.Platforms;
using Integration.Scheduling;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Enrichment;

/// <summary>
/// Works on a shop's due tasks outside of every grain's turn and scheduler. Claims them batch by batch and keeps calls in flight across
/// batches, so that the platform's rate is used while the last calls of a batch are repeated.
/// </summary>
internal sealed partial class EnrichmentRunner(
    EnrichmentTaskTable table,
    EnrichmentShops shops,
    EnrichmentCalls calls,
    IGrainFactory grains,
    EnrichmentOptions options,
    StorageReserve reserve,
    StallGuard stalls,
    DatabaseClock clock,
    IIdGenerator ids,
    ILogger<EnrichmentRunner> logger
)
{
    // What is left of a lock when its worker gives up: time enough to write what came of it.
    private const int LockReserve = 10;

    /// <summary>Begins to work; the task ends when nothing is due any more, and never fails.</summary>
    /// <returns>How long the shop is to be left in peace then.</returns>
    public async Task<TimeSpan> Start(string shop, CancellationToken ct)
    {
        var held = TimeSpan.Zero;
        await DetachedWork.Start(async () => held = await Run(shop, ct));
        return held;
    }

    /// <summary>Works until nothing is due; returns how long the shop is to be left in peace then.</summary>
    public async Task<TimeSpan> Run(string shop, CancellationToken ct)
    {
        var run = new EnrichmentRun(shop);
        try
        {
            await Parallel.ForEachAsync(
                Claimed(run, ct),
                new ParallelOptions { MaxDegreeOfParallelism = options.CallsInFlight, CancellationToken = ct },
                async (work, token) => await calls.Work(run, work, token)
            );
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The rows say where to go on.
        }
        catch (Exception exception)
        {
            LogBroken(exception, shop);
        }

        await GiveBack(run);
        return run.Held;
    }

    private async IAsyncEnumerable<EnrichmentWork> Claimed(
        EnrichmentRun run,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        while (!run.IsHeld)
        {
            // A process that stood still may have lost its grains to another: that one works on.
            await stalls.WhenOpen().WaitAsync(ct);
            if (reserve.IsShort)
            {
                yield break;
            }

            var account = await shops.Find(run.Shop, ct);
            if (!account.Succeeded)
            {
                await CannotAsk(run, account.Failure, ct);
                yield break;
            }

            var until = clock.UtcNow() + options.LockTime - (options.LockTime / LockReserve);
            var (batch, tasks) = await Claim(run, ct);
            if (tasks.Length == 0)
            {
                yield break;
            }

            // What the run does not come to because it is held is given back at its end.
            for (var next = 0; next < tasks.Length && !run.IsHeld; next++)
            {
                yield return new EnrichmentWork(account.Value, tasks[next], batch, until);
            }
        }
    }

    private async Task<(EnrichmentBatch Batch, ClaimedTask[] Tasks)> Claim(EnrichmentRun run, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var numbers = await table.Next(run.Shop, now, ct);
        var claim = ids.NewId(now);
        // Before the claims: where one of them breaks, the others are given back.
        var batch = new EnrichmentBatch(claim, numbers.Count);
        run.Batches.RemoveAll(static one => !one.IsOpen);
        run.Batches.Add(batch);
        var claimed = await Task.WhenAll(
            numbers.Select(number =>
                grains
                    .GetGrain<IEnrichmentTaskGrain>(new EnrichmentTaskId(run.Shop, number).ToString())
                    .Claim(claim, CancellationToken.None)
            )
        );
        ClaimedTask[] tasks = [.. claimed.OfType<ClaimedTask>()];
        batch.Settle(numbers.Count - tasks.Length);
        return (batch, tasks);
    }

    private async Task CannotAsk(EnrichmentRun run, PlatformFailure failure, CancellationToken ct)
    {
        LogCannotAsk(run.Shop, failure.Detail);
        run.Hold(options.RefusedWait);
        if (EnrichmentShops.CannotEver(failure))
        {
            await table.FailAll(run.Shop, failure.Detail, clock.UtcNow(), ct);
        }
    }

    // Where the database is away the locks free themselves.
    private async Task GiveBack(EnrichmentRun run)
    {
        foreach (var batch in run.Batches.Where(static one => one.IsOpen))
        {
            try
            {
                await table.Release(run.Shop, batch.Claim, clock.UtcNow(), CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogNotGivenBack(exception, run.Shop, options.LockTime);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Enrichment of {Shop} broke off; it goes on by its rows")]
    private partial void LogBroken(Exception exception, string shop);

    [LoggerMessage(LogLevel.Information, "Enrichment of {Shop} waits: {Detail}")]
    private partial void LogCannotAsk(string shop, string detail);

    [LoggerMessage(
        LogLevel.Warning,
        "Tasks of {Shop} could not be given back; their locks free themselves after {LockTime}"
    )]
    private partial void LogNotGivenBack(Exception exception, string shop, TimeSpan lockTime);
}
