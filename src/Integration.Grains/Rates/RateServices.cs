using Integration.Pipeline;
using Integration.Time;

namespace Integration.Rates;

/// <summary>Registers the cluster's rates in a silo.</summary>
public static class RateServices
{
    /// <summary>
    /// Paces the calls of all connectors that are registered. The caller provides <see cref="DatabaseClock"/>, a
    /// <see cref="TimeProvider"/> and a default grain storage.
    /// </summary>
    public static IServiceCollection AddPlatformRates(this IServiceCollection services)
    {
        services.AddSingleton<RateBook>();
        services.AddSingleton<RateMetrics>();
        return services.AddSingleton<IPlatformRates, PlatformRates>();
    }
}
