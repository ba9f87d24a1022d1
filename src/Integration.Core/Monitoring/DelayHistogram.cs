namespace Integration.Monitoring;

/// <summary>
/// A histogram of delays with ten bins a decade from 1 ms to 10⁸ ms (28 h): bounded, and mergeable by adding bins. A
/// quantile read from it is at most 26 % above the true one.
/// </summary>
public static class DelayHistogram
{
    private const int BinsPerDecade = 10;
    private const int Decades = 8;

    /// <summary>Number of bins. Bin 0 is up to 1 ms, the last one everything longer than 10⁸ ms.</summary>
    public const int Bins = (BinsPerDecade * Decades) + 2;

    /// <summary>The bin of a delay; a negative one counts as 0.</summary>
    public static int BinOf(TimeSpan delay)
    {
        var milliseconds = delay.TotalMilliseconds;
        return milliseconds <= 1
            ? 0
            : Math.Min(Bins - 1, (int)Math.Ceiling((Math.Log10(milliseconds) * BinsPerDecade) - 1e-9));
    }

    /// <summary>The upper bound of a bin in milliseconds.</summary>
    public static double UpperBound(int bin) => Math.Pow(10, bin / (double)BinsPerDecade);

    /// <summary>The quantile's upper bound in milliseconds, null where nothing was counted.</summary>
    /// <param name="counts">The bins' counts.</param>
    /// <param name="quantile">0 to 1.</param>
    public static double? Quantile(ReadOnlySpan<long> counts, double quantile)
    {
        long total = 0;
        foreach (var count in counts)
        {
            total += count;
        }

        if (total == 0)
        {
            return null;
        }

        var rank = (long)Math.Ceiling(quantile * total);
        for (var bin = 0; bin < counts.Length; bin++)
        {
            rank -= counts[bin];
            if (rank <= 0)
            {
                return Math.Round(UpperBound(bin), 1);
            }
        }

        return Math.Round(UpperBound(counts.Length - 1), 1);
    }
}
