using Integration.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integration.Caching;

/// <summary>Registration of the cache in front of platforms.</summary>
public static class CacheRegistration
{
    /// <summary>
    /// Adds <see cref="PlatformCache"/>, which hears of writes through <see cref="IWrittenProducts"/>. Options are read from
    /// <c>Integration:PlatformCache</c> and checked at start. The caller provides <see cref="ISharedCache"/>,
    /// <see cref="Integration.Time.DatabaseClock"/> and the <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddPlatformCache(this IServiceCollection services)
    {
        services
            .AddOptions<PlatformCacheOptions>()
            .BindConfiguration("Integration:PlatformCache")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(static provider =>
            provider.GetRequiredService<IOptions<PlatformCacheOptions>>().Value
        );
        services.TryAddSingleton<CacheMetrics>();
        services.TryAddSingleton<PlatformCache>();
        return services.AddSingleton<IWrittenProducts>(static provider => provider.GetRequiredService<PlatformCache>());
    }
}
