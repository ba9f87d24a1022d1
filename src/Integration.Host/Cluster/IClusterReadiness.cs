namespace Integration.Cluster;

/// <summary>The cluster's part of readiness, as the role of the process sees it.</summary>
internal interface IClusterReadiness
{
    /// <summary>What stands in the way of a grain call; null when nothing does.</summary>
    Task<string?> Fault(CancellationToken ct);
}
