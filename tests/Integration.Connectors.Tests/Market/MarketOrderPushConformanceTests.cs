using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Market;

public sealed class MarketOrderPushConformanceTests : OrderPushConformance
{
    protected override string Platform => "market";

    // It knows a buyer's number for ever.
    protected override bool IsRepeatable => true;

    protected override string RefusedBody => MarketBodies.Error("bad_argument", "不行");

    protected override string ThrottledBody => MarketBodies.Throttled;

    protected override TimeSpan ThrottledWait => MarketBodies.ThrottledWait;

    protected override string ExpiredTokenBody => MarketBodies.Error("token_expired", "令牌已过期");

    protected override OrderDraft Draft(string key) => MarketScope.Order(key);

    protected override string DoneOf(string key) => $"9{key}";

    protected override string GoodBody(string[] keys) =>
        MarketBodies.Results(keys.Reverse().Select(key => $$"""{"number":"{{key}}","order":{{DoneOf(key)}}}"""));

    protected override string LooseBody(string[] keys) =>
        MarketBodies.Results(keys.Select(key => $$"""{"number":{{key}},"order":"{{DoneOf(key)}}","existed":"0"}"""));

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
