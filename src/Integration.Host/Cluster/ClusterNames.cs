using Orleans.Configuration;

namespace Integration.Cluster;

/// <summary>What silos and gateways must agree on to find each other in a database.</summary>
internal static class ClusterNames
{
    /// <summary>How Orleans finds the driver.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>The cluster in the membership table.</summary>
    public const string ClusterId = "integration";

    /// <summary>In the key of every stored state and reminder: it must never change.</summary>
    public const string ServiceId = "integration";

    public static void Apply(ClusterOptions options)
    {
        options.ClusterId = ClusterId;
        options.ServiceId = ServiceId;
    }
}
