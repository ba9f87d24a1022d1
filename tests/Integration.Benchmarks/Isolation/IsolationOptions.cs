namespace Integration.Benchmarks.Isolation;

/// <summary>What an isolation benchmark runs.</summary>
/// <param name="Rounds">Pairs of phases.</param>
/// <param name="Rate">Events a second; each goes to all subscribers.</param>
/// <param name="PhaseFor">How long a phase lasts.</param>
internal sealed record IsolationOptions(int Rounds, int Rate, TimeSpan PhaseFor)
{
    /// <summary>Subscribers that are measured.</summary>
    public const int Healthy = 20;

    /// <summary>Events before anything is measured.</summary>
    public const int WarmUp = 2_000;

    /// <summary>Events of one phase.</summary>
    public int PhaseEvents => (int)(Rate * PhaseFor.TotalSeconds);

    /// <summary>All events.</summary>
    public int Events => WarmUp + (((2 * Rounds) + 1) * PhaseEvents);
}
