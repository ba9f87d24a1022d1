namespace Integration.Alerts;

/// <summary>The names of the silos that are members of the cluster now.</summary>
internal sealed class ClusterMembers(ISiloStatusOracle oracle) : IClusterMembers
{
    public IReadOnlyList<string> Names() =>
        [
            .. oracle
                .GetApproximateSiloStatuses(onlyActive: true)
                .Keys.Select(silo => oracle.TryGetSiloName(silo, out var name) ? name : silo.ToString()),
        ];
}
