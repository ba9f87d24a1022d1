using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.AliExpress;

/// <summary>Registration of the connector to AliExpress.</summary>
public static class AliExpressRegistration
{
    /// <summary>Adds the connector to the catalogue. The options are checked at start and read once.</summary>
    public static IServiceCollection AddAliExpress(
        this IServiceCollection services,
        Action<AliExpressOptions>? configure = null
    ) =>
        services.AddConnector(
            configure,
            static (options, transport, time) => new AliExpressConnector(options, transport, time)
        );
}
