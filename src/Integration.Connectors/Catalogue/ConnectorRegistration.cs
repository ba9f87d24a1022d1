using System.Diagnostics.Metrics;
using System.Net;
using Integration.Calls;
using Integration.Pipeline;
using Integration.Platforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integration.Catalogue;

/// <summary>What the registration of every connector does.</summary>
internal static class ConnectorRegistration
{
    /// <summary>
    /// Adds a connector with checked options and connections of its own, the pipeline around its calls, and the catalogue. Uses the registered
    /// <see cref="TimeProvider"/>, else the system's.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="create">Makes the connector.</param>
    public static IServiceCollection AddConnector<TOptions>(
        this IServiceCollection services,
        Action<TOptions>? configure,
        Func<TOptions, IPlatformTransport, TimeProvider, IConnector> create
    )
        where TOptions : PlatformOptions, new()
    {
        services.AddOptions<TOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TOptions>, PlatformOptionsValidation<TOptions>>()
        );
        services.TryAddSingleton<ConnectorCatalogue>();
        services.TryAddSingleton<PlatformConnections>();
        services.TryAddSingleton(static provider => new PipelineMetrics(provider.GetService<IMeterFactory>()));
#pragma warning disable RS0030 // Unless the application has chosen another source; this one is safe for all threads.
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<TOptions>>().Value;
            var time = provider.GetService<TimeProvider>() ?? TimeProvider.System;
            return new ConnectorSetup<TOptions>(create(options, Transport(provider, options, time), time), options);
        });
        services.AddSingleton(static provider =>
        {
            var setup = provider.GetRequiredService<ConnectorSetup<TOptions>>();
            var declaration = setup.Connector.Declaration;
            return new PlatformPipeline(declaration.Platform, declaration.Rates, setup.Options.Pipeline);
        });
        return services.AddSingleton(static provider =>
            provider.GetRequiredService<ConnectorSetup<TOptions>>().Connector
        );
    }

    private static PipelineTransport Transport(IServiceProvider provider, PlatformOptions options, TimeProvider time)
    {
        var http = provider.GetRequiredService<PlatformConnections>().Open(Handler(options));
        return new(
            new HttpPlatformTransport(http, options, time),
            options.Pipeline,
            PipelineParts.Of(provider),
            provider.GetRequiredService<PipelineMetrics>(),
            time,
            provider.GetRequiredService<Random>()
        );
    }

    private static SocketsHttpHandler Handler(PlatformOptions options) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = options.ConnectionLifetime,
            MaxConnectionsPerServer = options.MaxConnections,
            // A body beyond our limit is not read to save its connection: the limit would be none.
            MaxResponseDrainSize = 0,
        };
}
