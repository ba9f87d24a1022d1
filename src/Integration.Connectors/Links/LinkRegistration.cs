using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integration.Links;

/// <summary>Registration of the expander.</summary>
public static class LinkRegistration
{
    /// <summary>Adds <see cref="LinkExpander"/> over the connectors that are registered. The options are checked at start.</summary>
    public static IServiceCollection AddProductLinks(
        this IServiceCollection services,
        Action<LinkOptions>? configure = null
    )
    {
        services
            .AddOptions<LinkOptions>()
            .Configure(options => configure?.Invoke(options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<ConnectorCatalogue>();
        services.TryAddSingleton<PlatformConnections>();
        services.TryAddSingleton(static provider => new LinkExpander(
            provider.GetRequiredService<ConnectorCatalogue>(),
            provider.GetRequiredService<PlatformConnections>().Open(Handler()),
            provider.GetRequiredService<IOptions<LinkOptions>>().Value,
            provider.GetService<TimeProvider>() ?? TimeProvider.System
        ));
        return services;
    }

    private static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            MaxConnectionsPerServer = 16,
            MaxResponseDrainSize = 0,
        };
}
