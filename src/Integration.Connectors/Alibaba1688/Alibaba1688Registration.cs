using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Alibaba1688;

/// <summary>Registration of the connector to 1688.</summary>
public static class Alibaba1688Registration
{
    /// <summary>Adds the connector to the catalogue. The options are checked at start and read once.</summary>
    public static IServiceCollection AddAlibaba1688(
        this IServiceCollection services,
        Action<Alibaba1688Options>? configure = null
    ) =>
        services.AddConnector(
            configure,
            static (options, transport, time) => new Alibaba1688Connector(options, transport, time)
        );
}
