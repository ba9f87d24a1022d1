namespace Integration.Health;

/// <summary>Whether a request would succeed now; the host knows.</summary>
public interface IReadiness
{
    /// <summary>What stands in the way; empty when nothing does.</summary>
    Task<IReadOnlyList<string>> Faults(CancellationToken ct);
}
