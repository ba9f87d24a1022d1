using Integration.Hosting;
using Integration.Telemetry;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Integration.Cluster;

/// <summary>How a gateway finds the silos and how long it waits for them.</summary>
internal static class GatewayConfiguration
{
    public static void Apply(IClientBuilder client, HubSettings settings)
    {
        client.Configure<ClusterOptions>(ClusterNames.Apply);
        client.UseAdoNetClustering(options =>
        {
            options.Invariant = ClusterNames.Invariant;
            options.ConnectionString = settings.ConnectionString;
        });
        client
            .Services.AddOptions<GatewayOptions>()
            .Configure<ClusterTimesOptions>(
                (options, times) => options.GatewayListRefreshPeriod = times.GatewayRefresh
            );
        client
            .Services.AddOptions<ClientMessagingOptions>()
            .Configure<ClusterTimesOptions>((options, times) => options.ResponseTimeout = times.ResponseTimeout);
        client.UseConnectionRetryFilter<SilosToCome>();
        if (HubTelemetry.HasOtlp(client.Configuration))
        {
            // As in the silo.
            client.AddActivityPropagation();
        }

        client.AddDashboard(options => options.HideTrace = true);
    }
}
