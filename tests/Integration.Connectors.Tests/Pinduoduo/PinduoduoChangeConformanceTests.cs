using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pinduoduo;

public sealed class PinduoduoChangeConformanceTests : ChangeConformance
{
    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override string Platform => "pinduoduo";

    protected override string RefusedBody => """{"goods_update_sku_price_response":{"is_success":false}}""";

    protected override string ThrottledBody => PinduoduoBodies.Error("70031", "调用过于频繁");

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(5);

    protected override string ExpiredTokenBody => PinduoduoBodies.Error("10035", "access_token已过期");

    protected override ProductDraft Draft(string key) => PinduoduoDrafts.Change(key, "41447963302", 19m, 22m);

    protected override string GoodBody(string[] keys) =>
        """{"goods_update_sku_price_response":{"is_success":true,"goods_commit_id":17}}""";

    protected override string LooseBody(string[] keys) =>
        """{"goods_update_sku_price_response":{"is_success":1,"goods_commit_id":"17"}}""";

    private protected override IConnector Create(
        StandIn platform,
        Func<PlatformOptions, IPlatformTransport> transport,
        TimeProvider time
    ) => PinduoduoOnStandIn.Create(platform, transport, time);
}
