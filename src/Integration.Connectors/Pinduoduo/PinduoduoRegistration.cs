using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Pinduoduo;

/// <summary>Registration of the connector to Pinduoduo.</summary>
public static class PinduoduoRegistration
{
    /// <summary>Adds the connector to the catalogue. The options are checked at start and read once.</summary>
    public static IServiceCollection AddPinduoduo(
        this IServiceCollection services,
        Action<PinduoduoOptions>? configure = null
    ) =>
        services.AddConnector(
            configure,
            static (options, transport, time) => new PinduoduoConnector(options, transport, time)
        );
}
