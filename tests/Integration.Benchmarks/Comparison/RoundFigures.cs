using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Comparison;

/// <summary>What one program showed in one round.</summary>
internal sealed record RoundFigures
{
    /// <summary>Events of the burst a second, from the first that was sent to the last that arrived.</summary>
    public required double BurstPerSecond { get; init; }

    /// <summary>Processor time of the program for each event of the burst, ms.</summary>
    public required double CpuPerEvent { get; init; }

    /// <summary>Processor time of gateways apart for each event of the burst, ms.</summary>
    public double GatewayCpuPerEvent { get; init; }

    /// <summary>Processor time of PostgreSQL for each event of the burst, ms.</summary>
    public required double DatabaseCpuPerEvent { get; init; }

    /// <summary>Processor time of the generator for each event of the burst, ms.</summary>
    public required double GeneratorCpuPerEvent { get; init; }

    /// <summary>Processor time of the program for each event at the constant rate, ms.</summary>
    public required double RateCpuPerEvent { get; init; }

    /// <summary>From due to the partner at the constant rate.</summary>
    public required Latencies Delivery { get; init; }

    /// <summary>From due to the 202 at the constant rate.</summary>
    public required Latencies Acknowledgement { get; init; }

    /// <summary>Peak of resident memory under load, MB.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>Resident memory after all load, MB.</summary>
    public required double IdleMegabytes { get; init; }

    /// <summary>Processor time of the idle program, % of one core.</summary>
    public required double IdlePercent { get; init; }

    /// <summary>The same of its PostgreSQL.</summary>
    public required double DatabaseIdlePercent { get; init; }

    /// <summary>Acknowledged and never arrived.</summary>
    public required long Lost { get; init; }

    /// <summary>Arrived again.</summary>
    public required long Repeated { get; init; }

    /// <summary>At the constant rate, arrived more than a second after due.</summary>
    public required long Late { get; init; }

    /// <summary>Not acknowledged, wrongly signed, or never sent.</summary>
    public required long Wrong { get; init; }
}
