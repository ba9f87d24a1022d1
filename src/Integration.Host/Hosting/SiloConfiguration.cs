using System.Net;
using System.Net.Sockets;
using Integration.CommandLine;
using Orleans.Configuration;

namespace Integration.Hosting;

/// <summary>How our silos find each other, store and time out. Every figure was measured for this product.</summary>
internal static class SiloConfiguration
{
    private const string Invariant = "Npgsql";
    private const string ClusterId = "integration";

    // In the key of every stored state and reminder: it must never change.
    private const string ServiceId = "integration";

    public static void Apply(ISiloBuilder silo, HubSettings settings)
    {
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = ClusterId;
            options.ServiceId = ServiceId;
        });
        silo.UseAdoNetClustering(options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = settings.ConnectionString;
        });
        silo.AddAdoNetGrainStorageAsDefault(options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = settings.ConnectionString;
            // The provider's own default writes type and assembly names into the rows.
            options.GrainStorageSerializer = new JsonGrainStorageSerializer();
        });
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = settings.ConnectionString;
        });
        ConfigureEndpoints(silo, settings);
        ConfigureMembership(silo);
        silo.AddActivityPropagation();
        silo.AddDeliveryStream();
    }

    private static void ConfigureEndpoints(ISiloBuilder silo, HubSettings settings)
    {
        if (settings.Role == HostRole.All)
        {
            // Nobody else joins: the port is whatever is free, and no gateway is opened.
            silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), gatewayPort: 0);
        }
        else
        {
            silo.ConfigureEndpoints(
                siloPort: EndpointOptions.DEFAULT_SILO_PORT,
                gatewayPort: EndpointOptions.DEFAULT_GATEWAY_PORT
            );
        }
    }

    // With these a killed silo is replaced within 3 s and a hung one within 10 s; the defaults take 15 and 61 s.
    private static void ConfigureMembership(ISiloBuilder silo)
    {
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            options.NumMissedProbesLimit = 3;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
        silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
