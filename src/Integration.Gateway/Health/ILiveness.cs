namespace Integration.Health;

/// <summary>Whether the process works as it should; the host knows.</summary>
public interface ILiveness
{
    /// <summary>What only a restart mends; empty when nothing is wrong.</summary>
    IReadOnlyList<string> Faults();
}
