using Integration.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Caching;

/// <summary>Registers the cache in front of platforms, with its level in the database and what keeps it.</summary>
internal static class CacheServices
{
    public static IServiceCollection AddCaching(this IServiceCollection services)
    {
        GrainServices.AddOptions<SharedCacheOptions>(services, "Integration:SharedCache");
        services.TryAddSingleton<ISharedCache, SharedCache>();
        services.TryAddSingleton<CachePurge>();
        services.TryAddSingleton<CacheStatistics>();
        services.AddPlatformCache();
        services.AddHostedService<CachePurgeService>();
        return services.AddHostedService<CacheStatisticsService>();
    }
}
