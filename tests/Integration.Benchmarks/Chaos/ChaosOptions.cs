namespace Integration.Benchmarks.Chaos;

/// <summary>What a chaos run does.</summary>
/// <param name="Kills">How often everything is killed.</param>
/// <param name="Rate">Events a second.</param>
/// <param name="Concurrency">Of the one subscriber.</param>
/// <param name="Seed">Of the instants of the kills.</param>
internal sealed record ChaosOptions(int Kills, int Rate, int Concurrency, int Seed)
{
    /// <summary>A kill repeats only attempts whose outcome was not committed: those in flight.</summary>
    public long MostRepeats => (long)Concurrency * Kills;
}
