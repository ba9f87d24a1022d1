using System.Net;
using System.Net.Sockets;
using Integration.CommandLine;
using Integration.Hosting;
using Integration.Telemetry;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Integration.Cluster;

/// <summary>How a silo finds the others, stores and times out.</summary>
internal static class SiloConfiguration
{
    private const int DirectoryCacheSize = 100_000;

    public static void Apply(ISiloBuilder silo, HubSettings settings)
    {
        if (settings.Role == HostRole.Silo && KubernetesPod.IsHere(silo.Configuration))
        {
            // First, so that our names and ports win; it adds the pod's name and address, and lets a deleted pod be dead at once.
            silo.UseKubernetesHosting();
        }

        silo.Configure<ClusterOptions>(ClusterNames.Apply);
        silo.UseAdoNetClustering(options =>
        {
            options.Invariant = ClusterNames.Invariant;
            options.ConnectionString = settings.ConnectionString;
        });
        silo.AddAdoNetGrainStorageAsDefault(options =>
        {
            options.Invariant = ClusterNames.Invariant;
            options.ConnectionString = settings.ConnectionString;
            // The provider's own default writes type and assembly names into the rows.
            options.GrainStorageSerializer = new JsonGrainStorageSerializer();
        });
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = ClusterNames.Invariant;
            options.ConnectionString = settings.ConnectionString;
        });
        if (settings.Role == HostRole.All)
        {
            // Nobody from outside joins: the port is whatever is free, and no gateway is opened.
            silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), gatewayPort: 0);
        }
        else
        {
            // After Orleans has found the address to advertise where none was set.
            silo.Services.AddOptions<EndpointOptions>()
                .Configure<SiloEndpointOptions>(Advertise)
                .PostConfigure<SiloEndpointOptions>(Listen);
        }

        silo.Services.AddOptions<ClusterMembershipOptions>().Configure<ClusterTimesOptions>(Notice);
        silo.Services.AddOptions<SiloMessagingOptions>()
            .Configure<ClusterTimesOptions>((options, times) => options.ResponseTimeout = times.ResponseTimeout);
        silo.Services.AddOptions<ClientMessagingOptions>()
            .Configure<ClusterTimesOptions>((options, times) => options.ResponseTimeout = times.ResponseTimeout);
        // Allocated in whole at the start; the default is a million grains.
        silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = DirectoryCacheSize);
        if (HubTelemetry.HasOtlp(silo.Configuration))
        {
            // Nobody else listens, and each filter makes every call between grains dearer.
            silo.AddActivityPropagation();
        }

        silo.AddDashboard(options => options.HideTrace = true);
        silo.AddDeliveryStream();
    }

    private static void Advertise(EndpointOptions options, SiloEndpointOptions ours)
    {
        options.SiloPort = ours.Port;
        options.GatewayPort = ours.GatewayPort;
        if (ours.AdvertisedAddress is { } text && SiloEndpointValidation.AddressOf(text) is { } address)
        {
            options.AdvertisedIPAddress = address;
        }
    }

    private static void Listen(EndpointOptions options, SiloEndpointOptions ours)
    {
        var advertised = options.AdvertisedIPAddress;
        var listen =
            IPAddress.IsLoopback(advertised) ? advertised
            : advertised.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any
            : IPAddress.Any;
        options.SiloListeningEndpoint = new IPEndPoint(listen, ours.Port);
        options.GatewayListeningEndpoint = new IPEndPoint(listen, ours.GatewayPort);
    }

    private static void Notice(ClusterMembershipOptions options, ClusterTimesOptions times)
    {
        options.ProbeTimeout = times.ProbeTimeout;
        options.MaxProbeTimeout = times.MaxProbeTimeout;
        options.NumMissedProbesLimit = times.MissedProbes;
        options.TableRefreshTimeout = times.TableRefresh;
        options.IAmAliveTablePublishTimeout = times.Heartbeat;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
