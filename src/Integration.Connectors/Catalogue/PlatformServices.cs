using Integration.Alibaba1688;
using Integration.AliExpress;
using Integration.Pinduoduo;
using Integration.Platforms;
using Integration.Taobao;
using Integration.Temu;
using Integration.Time;
using Integration.Vendure;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Catalogue;

/// <summary>Registers every platform that the product ships with; a new one adds its line here.</summary>
public static class PlatformServices
{
    /// <summary>
    /// Adds the connectors, their catalogue and its descriptions. Their options are read from
    /// <c>Integration:Platforms:{Platform}</c> and checked at start.
    /// </summary>
    public static IServiceCollection AddPlatforms(this IServiceCollection services)
    {
        services.AddTaobao().AddAlibaba1688().AddPinduoduo().AddAliExpress().AddTemu().AddVendure();
        Bind<TaobaoOptions>(services, "Taobao");
        Bind<Alibaba1688Options>(services, "Alibaba1688");
        Bind<PinduoduoOptions>(services, "Pinduoduo");
        Bind<AliExpressOptions>(services, "AliExpress");
        Bind<TemuOptions>(services, "Temu");
        Bind<VendureOptions>(services, "Vendure");
        return services.AddSingleton(static provider => new PlatformDescriptions([
            .. provider.GetRequiredService<ConnectorCatalogue>().Connectors.Select(Describe),
        ]));
    }

    private static void Bind<TOptions>(IServiceCollection services, string platform)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration($"Integration:Platforms:{platform}");

    private static PlatformDescription Describe(IConnector connector)
    {
        var declaration = connector.Declaration;
        return new PlatformDescription
        {
            Id = declaration.Platform,
            Name = declaration.DisplayName,
            Capabilities = ConnectorCapabilities.Of(connector),
            AppKinds = declaration.AppKinds,
            BaseUrls = declaration.BaseUrls,
            TimeZone = declaration.TimeZoneId,
            List = declaration.List,
            Orders = declaration.Orders,
            Rates =
            [
                .. declaration.Rates.Select(static rate => new PlatformRate(
                    rate.Call,
                    rate.Scope,
                    rate.Permits,
                    Durations.Format(rate.Window)
                )),
            ],
            Errors =
            [
                .. declaration.Errors.Select(static one => new PlatformErrorMeaning(
                    one.Code,
                    one.SubCode,
                    one.Kind,
                    one.Reason
                )),
            ],
        };
    }
}
