namespace Integration.Sync;

/// <summary>Carries a walk on: what it is after an answer. Pure, so that the same answer in the same state gives the same state.</summary>
public static class WalkSteps
{
    /// <summary>After a page whose rows are in the copy.</summary>
    /// <param name="walk">Which asked for it.</param>
    /// <param name="page">What came.</param>
    /// <param name="terms">What it goes by.</param>
    /// <param name="now">Our now when the answer was there.</param>
    public static SyncWalk After(SyncWalk walk, WalkPage page, WalkTerms terms, DateTimeOffset now)
    {
        var read = Counted(Going(walk), page, now);
        var platformNow = terms.PlatformNow(read.Offset, now);
        if (page.PlatformTime is { } time && terms.Closed(time) is var closed && closed < read.Until)
        {
            read = read with { Until = closed };
        }

        if (IsOpen(walk, page, terms))
        {
            return Reopened(read, terms, platformNow);
        }

        if (page.BeyondLimit && WalkCuts.Split(read, terms, platformNow) is { } halves)
        {
            return halves;
        }

        return page.NextCursor is { } cursor ? Onward(read, cursor, terms.Options)
            : HasSettled(read.Pass, terms.Manners) ? Done(read, terms, platformNow)
            : Again(read, terms, platformNow);
    }

    /// <summary>After an answer that was none.</summary>
    /// <param name="walk">Which asked.</param>
    /// <param name="failure">Why there is no page.</param>
    /// <param name="terms">What it goes by.</param>
    /// <param name="now">Our now.</param>
    public static SyncWalk After(SyncWalk walk, WalkFailure failure, WalkTerms terms, DateTimeOffset now)
    {
        var failed = Going(walk) with { Step = walk.Step + 1, LastFailure = failure };
        return failure.Kind switch
        {
            // What a rate holds back has not failed, however often: others call there too.
            WalkFailureKind.Throttled => failed with { NotBefore = now + (failure.RetryAfter ?? terms.Wait(1)) },
            WalkFailureKind.Transient => Later(failed, terms, now),
            // Whoever called has a new token by now, where one is to be had.
            WalkFailureKind.Unauthorised when walk.LastFailure?.Kind != WalkFailureKind.Unauthorised => Later(
                failed,
                terms,
                now
            ) with
            {
                NotBefore = null,
            },
            WalkFailureKind.Unauthorised or WalkFailureKind.NeedsAttention => failed with { End = WalkEnd.Paused },
            _ => Refused(failed, terms, now),
        };
    }

    /// <summary>The walk going on at the page where it failed or was paused.</summary>
    public static SyncWalk Resume(SyncWalk walk) =>
        walk.End is WalkEnd.Failed or WalkEnd.Paused
            ? walk with
            {
                Step = walk.Step + 1,
                End = null,
                Failures = 0,
                LastFailure = null,
                NotBefore = null,
                Pass = walk.Pass with { Restarted = false },
            }
            : walk;

    private static SyncWalk Going(SyncWalk walk) =>
        walk.End is null ? walk : throw new InvalidOperationException("The walk is over: no page was asked for.");

    private static SyncWalk Counted(SyncWalk walk, WalkPage page, DateTimeOffset now) =>
        walk with
        {
            Step = walk.Step + 1,
            Pages = walk.Pages + 1,
            Seen = walk.Seen + page.Rows,
            FailedRows = walk.FailedRows + page.Failed,
            Pass = walk.Pass.With(page),
            Offset = page.PlatformTime is { } time ? time - now : walk.Offset,
            Failures = 0,
            LastFailure = null,
            NotBefore = null,
        };

    // Our clock was ahead of what we took it for: changes may still come into the window. Its first page alone decides, because the
    // machines of a platform differ by seconds.
    private static bool IsOpen(SyncWalk walk, WalkPage page, WalkTerms terms) =>
        walk is { Cursor: null, CaughtUp: false, Window: { } window }
        && page.PlatformTime is { } time
        && window.To > terms.Closed(time);

    private static SyncWalk Reopened(SyncWalk walk, WalkTerms terms, DateTimeOffset platformNow)
    {
        var window = walk.Window! with { To = terms.Closed(platformNow) };
        return window.To < window.From
            ? WalkCuts.Next(walk, terms, platformNow)
            : walk with
            {
                Window = window,
                Pass = new(1),
            };
    }

    private static SyncWalk Onward(SyncWalk walk, string cursor, WalkOptions options) =>
        cursor == walk.Cursor ? Ended(walk, "The list names the page that was just read as the next one.")
        : walk.Pass.Pages >= options.MaxPages ? Ended(walk, $"The list has no end after {walk.Pass.Pages} pages.")
        : walk with { Cursor = cursor };

    // Never by a short page: by the cursor, and by a total that held all the time.
    private static bool HasSettled(WalkPass pass, ListManners manners) =>
        !Lacks(pass)
        && (
            !manners.Shifts
            // One answer is one moment: within it nothing slips.
            || pass.Pages == 1
            || !pass.Moved
            || pass is { Number: > 1, News: 0 }
        );

    private static bool Lacks(WalkPass pass) => pass.Total > pass.Rows && !pass.BeyondLimit;

    private static SyncWalk Again(SyncWalk walk, WalkTerms terms, DateTimeOffset platformNow)
    {
        if (walk.Pass.Number < terms.Options.MaxPasses)
        {
            return walk with { Cursor = null, Pass = new(walk.Pass.Number + 1) };
        }

        // Halves help against movement, down to those of one page. A total that is never reached they would not help.
        var halves = Lacks(walk.Pass) ? null : WalkCuts.Split(walk, terms, platformNow);
        return halves ?? Done(With(walk, WalkGapReason.Unsettled, terms), terms, platformNow);
    }

    private static SyncWalk Done(SyncWalk walk, WalkTerms terms, DateTimeOffset platformNow)
    {
        // Oldest first: all before this window is read.
        var done = walk.Mode == WalkMode.Incremental ? walk with { ReadTo = walk.Window!.To } : walk;
        return WalkCuts.Next(
            walk.Pass.BeyondLimit ? With(done, WalkGapReason.BeyondLimit, terms) : done,
            terms,
            platformNow
        );
    }

    private static SyncWalk With(SyncWalk walk, WalkGapReason reason, WalkTerms terms) =>
        walk with
        {
            GapCount = walk.GapCount + 1,
            Gaps = walk.Gaps.Length < terms.Options.MaxGaps ? [.. walk.Gaps, new(reason, walk.Window)] : walk.Gaps,
        };

    private static SyncWalk Later(SyncWalk walk, WalkTerms terms, DateTimeOffset now)
    {
        var failures = walk.Failures + 1;
        var wait = walk.LastFailure?.RetryAfter ?? terms.Wait(failures);
        return failures > terms.Options.MaxFailures
            ? walk with
            {
                Failures = failures,
                End = WalkEnd.Failed,
            }
            : walk with
            {
                Failures = failures,
                NotBefore = now + wait,
            };
    }

    // A cursor may have died, and a window may have grown too old since it was cut.
    private static SyncWalk Refused(SyncWalk walk, WalkTerms terms, DateTimeOffset now)
    {
        if (walk is { Cursor: not null, Pass.Restarted: false })
        {
            return walk with
            {
                Cursor = null,
                Pass = new(walk.Pass.Number) { Restarted = true },
            };
        }

        var platformNow = terms.PlatformNow(walk.Offset, now);
        if (walk.Window is { } window && terms.Oldest(platformNow) > window.From)
        {
            var served = WalkCuts.Serve(walk, window, terms, platformNow);
            return served.Window is null
                ? WalkCuts.Next(served, terms, platformNow)
                : served with
                {
                    Cursor = null,
                    Pass = new(1),
                };
        }

        return walk with
        {
            End = WalkEnd.Failed,
        };
    }

    private static SyncWalk Ended(SyncWalk walk, string detail) =>
        walk with
        {
            End = WalkEnd.Failed,
            LastFailure = new(WalkFailureKind.Permanent, detail),
        };
}
