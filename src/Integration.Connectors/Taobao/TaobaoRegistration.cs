using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Taobao;

/// <summary>Registration of the connector to Taobao and Tmall.</summary>
public static class TaobaoRegistration
{
    /// <summary>Adds the connector to the catalogue. The options are checked at start and read once.</summary>
    public static IServiceCollection AddTaobao(
        this IServiceCollection services,
        Action<TaobaoOptions>? configure = null
    ) =>
        services.AddConnector(
            configure,
            static (options, transport, time) => new TaobaoConnector(options, transport, time)
        );
}
