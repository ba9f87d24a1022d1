namespace Integration.Alerts;

/// <summary>A cluster whose members a test names.</summary>
internal sealed class StandingMembers : IClusterMembers
{
    public List<string> Silos { get; } = ["one"];

    public IReadOnlyList<string> Names() => [.. Silos];
}
