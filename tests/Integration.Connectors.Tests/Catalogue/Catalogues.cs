using Integration.Alibaba1688;
using Integration.AliExpress;
using Integration.Pinduoduo;
using Integration.Taobao;
using Integration.Temu;
using Integration.Vendure;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Catalogue;

/// <summary>The catalogue as the product registers it.</summary>
internal static class Catalogues
{
    public static ConnectorCatalogue All() =>
        Registered().BuildServiceProvider().GetRequiredService<ConnectorCatalogue>();

    public static IServiceCollection Registered() =>
        new ServiceCollection().AddTaobao().AddAlibaba1688().AddPinduoduo().AddAliExpress().AddTemu().AddVendure();
}
