using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Growth;

/// <summary>What was measured on one state of the database.</summary>
/// <param name="PerSecond">Events a second of each burst, until the last delivery had arrived.</param>
/// <param name="Steady">Deliveries at a constant rate, of each phase.</param>
/// <param name="Lists">Milliseconds of lists, by name.</param>
internal sealed record GrowthFigures(
    IReadOnlyList<double> PerSecond,
    IReadOnlyList<Latencies> Steady,
    IReadOnlyDictionary<string, Latencies> Lists
);
