namespace Integration.Sync;

/// <summary>Which window a walk reads next, and how windows are cut. Pure.</summary>
internal static class WalkCuts
{
    /// <summary>The walk at the first page of its next window, or at its end.</summary>
    /// <param name="walk">Done with its window.</param>
    /// <param name="terms">What it goes by.</param>
    /// <param name="platformNow">The platform's now.</param>
    public static SyncWalk Next(SyncWalk walk, WalkTerms terms, DateTimeOffset platformNow)
    {
        var next = walk with { Window = null, Cursor = null, Pass = new(1) };
        while (next.Parts is [.. var waiting, var part])
        {
            next = Serve(next with { Parts = waiting }, part, terms, platformNow);
            if (next.Window is not null)
            {
                return next;
            }
        }

        if (next.Rest is { } rest)
        {
            next = Serve(next with { Rest = null }, rest, terms, platformNow);
            if (next.Window is { } range)
            {
                return Cut(next, range, terms);
            }
        }

        return IsToCatchUp(next, terms)
            ? CatchUp(next, terms, platformNow)
            : next with
            {
                End = WalkEnd.Completed,
                // What fell out of the platform's list while it was read was not there to be seen.
                From = terms.Oldest(platformNow) is { } oldest && next.From < oldest ? oldest : next.From,
            };
    }

    /// <summary>
    /// The walk at a window, or at that part of it that is not too old for the platform; at none where all of it is. Decided when it
    /// is asked for: in a walk of hours the platform's limit moves on.
    /// </summary>
    /// <param name="walk">At no window.</param>
    /// <param name="window">To be read.</param>
    /// <param name="terms">What the walk goes by.</param>
    /// <param name="platformNow">The platform's now.</param>
    public static SyncWalk Serve(SyncWalk walk, WalkWindow window, WalkTerms terms, DateTimeOffset platformNow)
    {
        if (window.To < window.From)
        {
            return walk with { Window = null };
        }

        if (terms.Oldest(platformNow) is not { } oldest || window.From >= oldest)
        {
            return walk with { Window = window };
        }

        // The reach of a full walk only shrinks; to other walks it was promised.
        var lost = window with
        {
            To = window.To < oldest ? window.To : oldest,
        };
        return walk with
        {
            Window = window.To < oldest ? null : window with { From = oldest },
            From = walk.From is { } from && from > oldest ? from : oldest,
            NotServed = walk.Mode == WalkMode.Full ? walk.NotServed : Join(walk.NotServed, lost),
        };
    }

    /// <summary>The walk at the first of two halves of what it reads; null where that cannot be cut.</summary>
    /// <param name="walk">At a window, or in the whole list.</param>
    /// <param name="terms">What it goes by.</param>
    /// <param name="platformNow">The platform's now.</param>
    public static SyncWalk? Split(SyncWalk walk, WalkTerms terms, DateTimeOffset platformNow)
    {
        if (walk.Window is not { } window)
        {
            return terms.Manners.Changes is null
                ? null
                : Next(
                    walk with
                    {
                        By = WindowTime.Changed,
                        Rest = new(WalkTerms.Beginning, walk.Until, WindowTime.Changed),
                    },
                    terms,
                    platformNow
                );
        }

        if (window.Halves() is not var (older, newer))
        {
            return null;
        }

        WalkWindow[] halves = walk.NewestFirst ? [older, newer] : [newer, older];
        return Next(walk with { Parts = [.. walk.Parts, .. halves] }, terms, platformNow);
    }

    // Neighbours share a second, as halves do.
    private static SyncWalk Cut(SyncWalk walk, WalkWindow range, WalkTerms terms)
    {
        if (terms.Manners.Of(range.By)?.MaxLength is not { } most || range.Length <= most)
        {
            return walk with { Window = range };
        }

        if (walk.NewestFirst)
        {
            var from = range.To - most;
            return walk with { Window = range with { From = from }, Rest = range with { To = from } };
        }

        var to = range.From + most;
        return walk with { Window = range with { To = to }, Rest = range with { From = to } };
    }

    // By creation nothing leaves its window, nor its page where the list does not shift. In any other full walk a record that
    // changed meanwhile may have left for a place that was read already, and would look deleted.
    private static bool IsToCatchUp(SyncWalk walk, WalkTerms terms) =>
        walk is { Mode: WalkMode.Full, CaughtUp: false }
        && (walk.By != WindowTime.Created || terms.Manners.Shifts)
        && terms.Manners.Changes is not null;

    // Up to now, because it is read only to see what is there: the end of what is read for certain does not follow from it, and a
    // record that changes every minute would never be in a closed window.
    private static SyncWalk CatchUp(SyncWalk walk, WalkTerms terms, DateTimeOffset platformNow)
    {
        var from = walk.Until - terms.Manners.OverlapAt(walk.Until);
        var window = new WalkWindow(from, WalkTerms.WholeSecond(platformNow), WindowTime.Changed);
        return Next(walk with { CaughtUp = true, Rest = window }, terms, platformNow);
    }

    private static WalkWindow Join(WalkWindow? one, WalkWindow other) =>
        one is null
            ? other
            : other with
            {
                From = one.From < other.From ? one.From : other.From,
                To = one.To > other.To ? one.To : other.To,
            };
}
