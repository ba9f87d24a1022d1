namespace Integration.Benchmarks.ClusterChaos;

/// <summary>What a run does.</summary>
/// <param name="Duration">How long events are sent.</param>
/// <param name="Every">Between two strikes.</param>
/// <param name="Rate">Events a second.</param>
/// <param name="Subscribers">Each gets its share of the events.</param>
/// <param name="Seed">Of who is struck and how.</param>
/// <param name="Kinds">The strikes to choose from.</param>
/// <param name="Database">Whether the database is killed once, in the middle.</param>
internal sealed record ClusterChaosOptions(
    TimeSpan Duration,
    TimeSpan Every,
    int Rate,
    int Subscribers,
    int Seed,
    IReadOnlyList<StrikeKind> Kinds,
    bool Database
)
{
    /// <summary>How many events are sent.</summary>
    public int Events => (int)(Duration.TotalSeconds * Rate);
}
