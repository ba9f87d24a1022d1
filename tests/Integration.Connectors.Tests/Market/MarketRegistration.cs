using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Market;

/// <summary>Registration of the connector to Market.</summary>
internal static class MarketRegistration
{
    /// <summary>Adds the connector to the catalogue.</summary>
    public static IServiceCollection AddMarket(
        this IServiceCollection services,
        Action<MarketOptions>? configure = null
    ) =>
        services.AddConnector(
            configure,
            static (options, transport, time) => new MarketConnector(options, transport, time)
        );
}
