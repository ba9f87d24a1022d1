using System.Globalization;
using Integration.Hubs;
using Integration.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Integration.Cluster;

/// <summary>Calls grains in the silos of a database, from outside of them.</summary>
internal sealed class SiloClient : IAsyncDisposable
{
    private readonly IHost _host;

    private SiloClient(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Connects to silos that run.</summary>
    public static async Task<SiloClient> Connect(string connectionString, CancellationToken ct)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(ClusterNames.Apply);
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = ClusterNames.Invariant;
                options.ConnectionString = connectionString;
            });
        });
        var host = builder.Build();
        await host.StartAsync(ct);
        return new(host);
    }

    /// <summary>A silo that is not started yet.</summary>
    /// <param name="connectionString">Its database.</param>
    /// <param name="keys">What it seals secrets with.</param>
    public static HubProcess Silo(string connectionString, string keys)
    {
        var silo = HubProcess.Create(connectionString, "silo");
        silo.Settings["Integration:Keys"] = keys;
        silo.Settings["Integration:Silo:AdvertisedAddress"] = "127.0.0.1";
        silo.Settings["Integration:Silo:Port"] = FreePort();
        silo.Settings["Integration:Silo:GatewayPort"] = FreePort();
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static string FreePort() => SandboxProcess.FreePort().ToString(CultureInfo.InvariantCulture);
}
