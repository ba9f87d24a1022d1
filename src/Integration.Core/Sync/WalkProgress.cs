namespace Integration.Sync;

/// <summary>How far a walk is.</summary>
/// <param name="Pages">Pages read in all passes.</param>
/// <param name="Seen">Rows read in all passes.</param>
/// <param name="Failed">Rows among them that could not be read.</param>
public sealed record WalkProgress(long Pages, long Seen, long Failed)
{
    private const double LeastFraction = 0.01;

    /// <summary>The part that is read, 0 to 1: of time where there are windows, else of rows; null where nothing tells.</summary>
    public double? Fraction { get; private init; }

    /// <summary>Rows that it will have read at its end; null where nothing tells yet.</summary>
    public long? Expected { get; private init; }

    /// <summary>When it will be over if it goes on as until now; null where nothing tells yet, or it is over.</summary>
    public DateTimeOffset? EstimatedEnd { get; private init; }

    /// <summary>Measures a walk.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="now">Our now.</param>
    public static WalkProgress Of(SyncWalk walk, DateTimeOffset now)
    {
        var progress = new WalkProgress(walk.Pages, walk.Seen, walk.FailedRows);
        if (walk.End == WalkEnd.Completed)
        {
            return progress with { Fraction = 1, Expected = walk.Seen };
        }

        if (Read(walk) is not { } fraction)
        {
            return progress;
        }

        // A hundredth tells too little to multiply it.
        return fraction < LeastFraction
            ? progress with
            {
                Fraction = fraction,
            }
            : progress with
            {
                Fraction = fraction,
                Expected = (long)Math.Ceiling(walk.Seen / fraction),
                EstimatedEnd = walk.End is null ? now + ((now - walk.StartedAt) * ((1 - fraction) / fraction)) : null,
            };
    }

    private static double? Read(SyncWalk walk)
    {
        var pass = walk.Pass.Total is > 0 and var total ? Math.Min(1, (double)walk.Pass.Rows / total) : 0;
        if (walk.Window is not { } window)
        {
            return walk.Pass.Total is null ? null : pass;
        }

        var from = walk.From ?? WalkTerms.Beginning;
        var open = walk.Parts.Sum(static part => part.Length.TotalSeconds) + (walk.Rest?.Length.TotalSeconds ?? 0);
        var all = Math.Max(1, (walk.Until - from).TotalSeconds);
        return Math.Clamp(1 - ((open + (window.Length.TotalSeconds * (1 - pass))) / all), 0, 1);
    }
}
