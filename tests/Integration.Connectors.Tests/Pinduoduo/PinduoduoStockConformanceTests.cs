using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pinduoduo;

public sealed class PinduoduoStockConformanceTests : StockConformance
{
    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override string Platform => "pinduoduo";

    protected override string RefusedBody => """{"goods_quantity_update_response":{"is_success":false}}""";

    protected override string ThrottledBody => PinduoduoBodies.Error("70031", "调用过于频繁");

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(5);

    protected override string ExpiredTokenBody => PinduoduoBodies.Error("10019", "access_token已过期");

    protected override string GoodBody(string[] keys) => """{"goods_quantity_update_response":{"is_success":true}}""";

    protected override string LooseBody(string[] keys) => """{"goods_quantity_update_response":[{"is_success":"1"}]}""";

    private protected override IConnector Create(
        StandIn platform,
        Func<PlatformOptions, IPlatformTransport> transport,
        TimeProvider time
    ) => PinduoduoOnStandIn.Create(platform, transport, time);
}
