using Integration.Stalls;

namespace Integration.Cluster;

/// <summary>Whether the silo of this process takes calls and may act for its grains.</summary>
internal sealed class SiloReadiness(ISiloStatusOracle oracle, StallGuard guard) : IClusterReadiness
{
    public Task<string?> Fault(CancellationToken ct) =>
        Task.FromResult(
            oracle.CurrentStatus != SiloStatus.Active ? "The silo is not active."
            : !guard.IsOpen ? "The process stood still; it is not known yet whether its silo is still a member."
            : null
        );
}
