using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Temu;

/// <summary>Registration of the connector to Temu.</summary>
public static class TemuRegistration
{
    /// <summary>Adds the connector to the catalogue. The options are checked at start and read once.</summary>
    public static IServiceCollection AddTemu(this IServiceCollection services, Action<TemuOptions>? configure = null) =>
        services.AddConnector(
            configure,
            static (options, transport, time) => new TemuConnector(options, transport, time)
        );
}
