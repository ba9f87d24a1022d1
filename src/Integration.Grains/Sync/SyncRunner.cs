using System.Collections.Concurrent;
using Integration.Intake;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Scheduling;
using Integration.Shops;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Sync;

/// <summary>
/// Works on a run outside of every grain's turn and scheduler, page by page. Each page is written with where the run stands then, so
/// it may end anywhere and begin again at the page that was in flight.
/// </summary>
internal sealed partial class SyncRunner(
    SyncOpening opening,
    SyncEnding ending,
    SyncRunTable runs,
    SyncWriter writer,
    IAccountDirectory accounts,
    IShopPauses pauses,
    ShopOptions options,
    StorageReserve reserve,
    StallGuard stalls,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<SyncRunner> logger
) : IDisposable
{
    // By platform: one that hangs must not keep the others waiting.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _pages = new(StringComparer.Ordinal);

    /// <summary>Begins to work; the task ends when there is nothing to do, and never fails.</summary>
    public Task Start(string shop, SyncKind kind, CancellationToken ct) =>
        DetachedWork.Start(() => Run(shop, kind, ct));

    /// <summary>Works until the run is over or has to wait for somebody.</summary>
    public async Task Run(string shop, SyncKind kind, CancellationToken ct)
    {
        try
        {
            if (reserve.IsShort)
            {
                return;
            }

            await stalls.WhenOpen().WaitAsync(ct);
            var sync = await opening.Open(shop, kind, ct);
            while (sync is not null)
            {
                sync = await Step(sync, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The run's row says where to go on.
        }
        catch (Exception exception)
        {
            LogBroken(exception, shop, kind);
        }
    }

    public void Dispose()
    {
        foreach (var pages in _pages.Values)
        {
            pages.Dispose();
        }
    }

    /// <summary>Reads one page; null when there is nothing more to do now.</summary>
    private async Task<RunningSync?> Step(RunningSync sync, CancellationToken ct)
    {
        await Wait(sync.Walk.NotBefore, ct);
        // A process that stood still may have lost its grains to another: that one works on.
        await stalls.WhenOpen().WaitAsync(ct);
        if (reserve.IsShort || await opening.MayNotGoOn(sync.Run, ct))
        {
            return null;
        }

        if (sync.Walk.Next is not { } request)
        {
            await ending.End(sync, ct);
            LogEnded(sync.Run.Shown.Id, sync.Kind, sync.Shop);
            return null;
        }

        var pages = _pages.GetOrAdd(sync.List.Platform, _ => new SemaphoreSlim(options.PagesAtOnce));
        await pages.WaitAsync(ct);
        try
        {
            return await Page(sync, request, ct);
        }
        finally
        {
            pages.Release();
        }
    }

    private async Task<RunningSync?> Page(RunningSync sync, WalkRequest request, CancellationToken ct)
    {
        // Before the call: what the platform changes during it may be in the answer or not.
        var readAt = clock.UtcNow();
        var account = await accounts.Of(sync.Account, ct);
        if (!account.Succeeded)
        {
            return await Fail(sync, SyncFailures.OfAccount(account.Failure), account.Failure.AccountChangedAt, 0, ct);
        }

        var page = await Ask(sync.List, account.Value.Credentials, request, ct);
        return page.Succeeded
            ? await Stored(sync, page.Value, readAt, ct)
            : await Fail(
                sync,
                OrderWalk.Failure(page.Failure),
                page.Failure.AccountChangedAt ?? account.Value.Credentials.ChangedAt,
                page.Failure.IsHeldBack ? 0 : 1,
                ct
            );
    }

    // As in Ask. What the database refuses for now is no fault of the page: the run goes on at it later.
    private async Task<RunningSync?> Stored(
        RunningSync sync,
        SyncListPage page,
        DateTimeOffset readAt,
        CancellationToken ct
    )
    {
        try
        {
            return await Write(sync, page, readAt, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && SyncFailures.IsFaultOfOurs(exception))
        {
            LogFault(exception, sync.List.Platform);
            return await Fail(sync, OrderWalk.Failure(SyncFailures.Broken), accountChangedAt: null, calls: 1, ct);
        }
    }

    private async Task<RunningSync?> Write(
        RunningSync sync,
        SyncListPage page,
        DateTimeOffset readAt,
        CancellationToken ct
    )
    {
        var (walk, marks) = (sync.Walk, sync.Marks);
        var step = new SyncPageStep(sync.Run.Shown.Id, sync.Run.Epoch, sync.Pages, sync.Run.Checkpoint!, page.Calls)
        {
            // Asked again where the transaction has to be made again.
            After = news =>
            {
                var now = clock.UtcNow();
                walk = WalkSteps.After(sync.Walk, page.Told(news), sync.Terms, now);
                // At the end they are written with the run's: a crash before it still knows which walk was the one before.
                marks = walk.End is null ? sync.Marks.After(walk) : sync.Marks;
                return new SyncCheckpoint(WalkJson.Of(walk), WalkJson.Of(marks), WalkProgress.Of(walk, now).Expected);
            },
        };
        var written = await writer.Write(
            new SyncPage(sync.Shop, sync.List.Platform, sync.Kind, readAt)
            {
                Records = page.Records,
                Failures = page.Failures,
                Enriches = sync.List.Enriches,
                Step = step,
            },
            ct
        );
        // Stopped, or somebody else has it by now.
        return written.IsWritten ? sync with { Walk = walk, Marks = marks, Pages = sync.Pages + 1 } : null;
    }

    private async Task<RunningSync?> Fail(
        RunningSync sync,
        WalkFailure failure,
        DateTimeOffset? accountChangedAt,
        int calls,
        CancellationToken ct
    )
    {
        var walk = WalkSteps.After(sync.Walk, failure, sync.Terms, clock.UtcNow());
        if (!await runs.NoteStand(sync.Run, sync.Pages, WalkJson.Of(walk), failure.Detail, calls, ct))
        {
            return null;
        }

        if (walk.End != WalkEnd.Paused)
        {
            return sync with { Walk = walk };
        }

        LogPaused(sync.Kind, sync.Shop, failure.Detail);
        await pauses.Pause(sync.Shop, new ShopRefusal(failure.Detail, accountChangedAt), ct);
        return null;
    }

    // A bug must not end a run, nor repeat a page for ever: it counts as a failure of the platform's.
    private async Task<PlatformResult<SyncListPage>> Ask(
        SyncList list,
        AccountCredentials account,
        WalkRequest request,
        CancellationToken ct
    )
    {
        try
        {
            return await list.Read(account, request, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogFault(exception, list.Platform);
            return SyncFailures.Broken;
        }
    }

    private Task Wait(DateTimeOffset? until, CancellationToken ct)
    {
        var left = until - clock.UtcNow();
        return left > TimeSpan.Zero ? Task.Delay(left.Value, time, ct) : Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "The sync of {Kind} of shop {Shop} broke off; it goes on at its page")]
    private partial void LogBroken(Exception exception, string shop, SyncKind kind);

    [LoggerMessage(LogLevel.Error, "A page of a list of {Platform} broke")]
    private partial void LogFault(Exception exception, string platform);

    [LoggerMessage(LogLevel.Warning, "The sync of {Kind} pauses the shop {Shop}: {Reason}")]
    private partial void LogPaused(SyncKind kind, string shop, string reason);

    [LoggerMessage(LogLevel.Information, "The sync run {Run} of {Kind} of shop {Shop} has ended")]
    private partial void LogEnded(Guid run, SyncKind kind, string shop);
}
