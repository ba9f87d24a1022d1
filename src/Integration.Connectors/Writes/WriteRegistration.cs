using Integration.Batching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Writes;

/// <summary>Registration of batched writes.</summary>
public static class WriteRegistration
{
    /// <summary>
    /// Adds <see cref="PlatformWrites"/> over the registered connectors. Options are read from <c>Integration:Writes</c> and checked at
    /// start. The caller provides the <see cref="TimeProvider"/> and the <see cref="Random"/>.
    /// </summary>
    public static IServiceCollection AddPlatformWrites(this IServiceCollection services)
    {
        services
            .AddOptions<BatchOptimizerOptions>()
            .BindConfiguration("Integration:Writes")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(provider =>
            provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<BatchOptimizerOptions>>().Value
        );
        services.TryAddSingleton<BatchMetrics>();
        services.TryAddSingleton<PlatformWrites>();
        return services;
    }
}
