namespace Integration.Benchmarks.Load;

/// <summary>Milliseconds, sorted once.</summary>
internal sealed class Latencies(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    /// <summary>How many.</summary>
    public int Count => _sorted.Length;

    /// <summary>Half are at most this.</summary>
    public double P50 => Percentile(0.50);

    /// <summary>Of a hundred, ninety-nine are at most this.</summary>
    public double P99 => Percentile(0.99);

    /// <summary>The worst.</summary>
    public double Max => Percentile(1);

    /// <summary>How many are above a bound.</summary>
    public int Above(TimeSpan bound) => _sorted.Count(value => value > bound.TotalMilliseconds);

    // Nearest rank: a value that was really measured.
    private double Percentile(double share) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)];
}
