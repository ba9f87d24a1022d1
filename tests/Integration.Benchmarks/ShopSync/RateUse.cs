namespace Integration.Benchmarks.ShopSync;

/// <summary>Calls that the platform let through within some time.</summary>
internal sealed record RateUse(long Calls, TimeSpan Time)
{
    /// <summary>The share of a permitted rate.</summary>
    public double ShareOf(int rate) => Time > TimeSpan.Zero ? Calls / (rate * Time.TotalSeconds) : 0;

    public static RateUse operator +(RateUse one, RateUse other) => new(one.Calls + other.Calls, one.Time + other.Time);
}
