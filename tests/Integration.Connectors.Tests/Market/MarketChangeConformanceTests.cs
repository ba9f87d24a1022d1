using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Market;

public sealed class MarketChangeConformanceTests : ChangeConformance
{
    protected override string Platform => "market";

    protected override string RefusedBody => MarketBodies.Error("bad_argument", "不行");

    protected override string ThrottledBody => MarketBodies.Throttled;

    protected override TimeSpan ThrottledWait => MarketBodies.ThrottledWait;

    protected override string ExpiredTokenBody => MarketBodies.Error("token_expired", "令牌已过期");

    protected override ProductDraft Draft(string key) => MarketScope.Draft($"code-{key}") with { Id = key };

    protected override string GoodBody(string[] keys) =>
        MarketBodies.Results(keys.Reverse().Select(key => $$"""{"id":"{{key}}"}"""));

    protected override string LooseBody(string[] keys) =>
        MarketBodies.Results(keys.Select(key => $$"""{"id":{{key}},"existed":"0"}"""));

    private protected override IConnector Create(
        StandIn platform,
        Func<PlatformOptions, IPlatformTransport> transport,
        TimeProvider time
    )
    {
        var options = new MarketOptions { ApiUrl = platform.Url };
        return new MarketConnector(options, transport(options), time);
    }
}
