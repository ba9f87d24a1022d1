namespace Integration.Cluster;

/// <summary>Whether a gateway reaches a silo.</summary>
internal sealed class GatewayReadiness(ClusterConnection connection, SiloPulse pulse) : IClusterReadiness
{
    public async Task<string?> Fault(CancellationToken ct) =>
        !connection.IsOpen ? "No silo has been reached yet."
        : !await pulse.IsThere(ct) ? "No silo answers."
        : null;
}
