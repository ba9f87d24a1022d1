using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integration.Caching;

/// <summary>Registers the cache in front of platforms, with its level in the database and what keeps it.</summary>
internal static class CacheServices
{
    public static IServiceCollection AddCaching(this IServiceCollection services)
    {
        AddOptions<SharedCacheOptions>(services, "Integration:SharedCache");
        services.TryAddSingleton<ISharedCache, SharedCache>();
        services.TryAddSingleton<CachePurge>();
        services.TryAddSingleton<CacheStatistics>();
        services.AddPlatformCache();
        services.AddHostedService<CachePurgeService>();
        return services.AddHostedService<CacheStatisticsService>();
    }

    private static void AddOptions<T>(IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
