namespace Integration.Benchmarks.ShopSync;

/// <summary>What schedules of many shops did while nothing else happened.</summary>
internal sealed record ScheduleFigures
{
    /// <summary>How long it was watched.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Starts that were due in that time.</summary>
    public required int Due { get; init; }

    /// <summary>Of each start how long after its time it came, s.</summary>
    public required IReadOnlyList<double> Late { get; init; }

    /// <summary>Starts that were due and did not come within a minute.</summary>
    public required int Missed { get; init; }

    /// <summary>Starts of each second, those without any included.</summary>
    public required IReadOnlyList<int> PerSecond { get; init; }

    /// <summary>Runs that did not complete.</summary>
    public required long Failed { get; init; }

    /// <summary>Processor time of each silo, as a share of one core.</summary>
    public required IReadOnlyList<double> Silos { get; init; }

    /// <summary>The gateway's.</summary>
    public required double Gateway { get; init; }

    /// <summary>The database's, with what this benchmark asks it every few seconds.</summary>
    public required double Database { get; init; }

    /// <summary>Resident memory of each silo, MB.</summary>
    public required IReadOnlyList<double> Megabytes { get; init; }

    /// <summary>Starts of the seconds that had any.</summary>
    public IEnumerable<double> Busy => PerSecond.Where(static one => one > 0).Select(static one => (double)one);

    /// <summary>The share of starts that came with at most so many in their second.</summary>
    public double WithinHandful(int most) =>
        PerSecond.Where(one => one <= most).Sum() / (double)Math.Max(1, PerSecond.Sum());
}
