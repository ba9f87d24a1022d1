using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pinduoduo;

public sealed class PinduoduoCreateConformanceTests : CreateConformance
{
    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override string Platform => "pinduoduo";

    // It knows no seller's codes.
    protected override bool IsRepeatable => false;

    protected override string RefusedBody => PinduoduoBodies.Error("50001", "类目不存在");

    protected override string ThrottledBody => PinduoduoBodies.Error("52101", "当前接口被限流");

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(5);

    protected override string ExpiredTokenBody => PinduoduoBodies.Error("10019", "access_token已过期");

    protected override ProductDraft Draft(string key) => PinduoduoDrafts.New(key);

    protected override string DoneOf(string key) => $"4462290{key}";

    protected override string GoodBody(string[] keys) =>
        $$$"""{"goods_add_response":{"goods_id":{{{DoneOf(keys[0])}}},"goods_commit_id":17}}""";

    protected override string LooseBody(string[] keys) =>
        $$$"""{"goods_add_response":[{"goods_id":"{{{DoneOf(keys[0])}}}","goods_commit_id":"17"}]}""";

    private protected override IConnector Create(
        StandIn platform,
        Func<PlatformOptions, IPlatformTransport> transport,
        TimeProvider time
    ) => PinduoduoOnStandIn.Create(platform, transport, time);
}
