using Integration.Catalogue;
using Integration.Rates;
using Integration.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Integration.Pipeline;

/// <summary>Silos with connectors to one platform, whose calls they pace together.</summary>
internal sealed class RatedCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private RatedCluster(InProcessTestCluster cluster, SharedGrainStorage storage) =>
        (_cluster, Storage) = (cluster, storage);

    public SharedGrainStorage Storage { get; }

    public static async Task<RatedCluster> Start(
        LivePlatform platform,
        Action<Taobao.TaobaoOptions> configure,
        short silos = 2
    )
    {
        var storage = new SharedGrainStorage();
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo(
            (_, silo) =>
            {
                silo.Services.AddKeyedSingleton<IGrainStorage>("Default", storage);
                silo.Services.AddSingleton<IGrainStorage>(storage);
                silo.Services.AddSingleton(TimeProvider.System);
                silo.Services.AddSingleton<DatabaseClock>();
                silo.Services.AddPlatformRates();
                platform.Register(silo.Services, configure);
            }
        );
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, storage);
    }

    /// <summary>The grain that paces what has this key.</summary>
    public IRateLimitGrain Grain(string key) => _cluster.Client.GetGrain<IRateLimitGrain>(key);

    /// <summary>The connectors of each silo that lives.</summary>
    public ConnectorCatalogue[] Connectors() =>
        [.. _cluster.Silos.Select(static silo => silo.ServiceProvider.GetRequiredService<ConnectorCatalogue>())];

    /// <summary>Ends the silo that has the grain, without a word.</summary>
    public async Task KillTheOneThatPaces(string key)
    {
        var hosts = await _cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        var id = Grain(key).GetGrainId();
        var address = hosts.Single(one => one.GrainId == id).SiloAddress;
        await _cluster.KillSiloAsync(_cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
