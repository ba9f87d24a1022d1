using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Vendure;

/// <summary>Registration of the connector to Vendure.</summary>
public static class VendureRegistration
{
    /// <summary>Adds the connector to the catalogue. The options are checked at start and read once.</summary>
    public static IServiceCollection AddVendure(
        this IServiceCollection services,
        Action<VendureOptions>? configure = null
    ) => services.AddConnector(configure, static (options, transport, _) => new VendureConnector(options, transport));
}
