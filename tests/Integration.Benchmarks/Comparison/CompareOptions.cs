namespace Integration.Benchmarks.Comparison;

/// <summary>What a comparison runs.</summary>
internal sealed record CompareOptions
{
    /// <summary><c>Integration.Host.dll</c>.</summary>
    public required string HostPath { get; init; }

    /// <summary>Where data folders are made.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Port of the host; the relay gets the next one.</summary>
    public required int Port { get; init; }

    /// <summary>How often each program runs.</summary>
    public required int Rounds { get; init; }

    /// <summary>Events before anything is measured.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Events of the burst.</summary>
    public required int Burst { get; init; }

    /// <summary>Connections of the burst, and at most of the constant rate.</summary>
    public required int Connections { get; init; }

    /// <summary>Events a second at the constant rate.</summary>
    public required int Rate { get; init; }

    /// <summary>How long the constant rate lasts.</summary>
    public required TimeSpan RateFor { get; init; }

    /// <summary>How long the idle program is watched.</summary>
    public required TimeSpan IdleFor { get; init; }

    /// <summary>Settings of the host.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Leaves the relay out, for a look at the host alone.</summary>
    public bool HostOnly { get; init; }

    /// <summary>Events at the constant rate.</summary>
    public int RateEvents => (int)(Rate * RateFor.TotalSeconds);

    /// <summary>All events of one run.</summary>
    public int Events => WarmUp + Burst + RateEvents;
}
