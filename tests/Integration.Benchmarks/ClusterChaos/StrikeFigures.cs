namespace Integration.Benchmarks.ClusterChaos;

/// <summary>What strikes of one name did.</summary>
/// <param name="Name">Such as <c>kill silo</c>.</param>
/// <param name="Strikes">How many there were.</param>
/// <param name="Outages">Of the subscribers that got nothing for a while.</param>
/// <param name="Failures">Requests that failed until the next strike, by how.</param>
internal sealed record StrikeFigures(
    string Name,
    int Strikes,
    IReadOnlyList<TimeSpan> Outages,
    IReadOnlyList<string> Failures
);
