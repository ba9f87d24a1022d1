namespace Integration.Sandbox.Demo;

/// <summary>Delays in bins that grow by 5 %: percentiles of any number of them in fixed memory. Safe for all threads.</summary>
internal sealed class Latencies
{
    private const double Growth = 1.05;
    private const double SmallestMs = 0.05;
    private readonly long[] _bins = new long[400];

    public void Add(TimeSpan delay)
    {
        var bin = (int)Math.Ceiling(Math.Log(Math.Max(delay.TotalMilliseconds, SmallestMs) / SmallestMs, Growth));
        Interlocked.Increment(ref _bins[Math.Min(bin, _bins.Length - 1)]);
    }

    /// <summary>The delay in ms that this share did not exceed, to 5 %; null without any.</summary>
    public double? Quantile(double share)
    {
        var counts = Array.ConvertAll(_bins, bin => bin);
        var wanted = (long)Math.Ceiling(counts.Sum() * share);
        if (wanted == 0)
        {
            return null;
        }

        var bin = 0;
        for (var seen = counts[0]; seen < wanted; seen += counts[bin])
        {
            bin++;
        }

        return SmallestMs * Math.Pow(Growth, bin);
    }
}
