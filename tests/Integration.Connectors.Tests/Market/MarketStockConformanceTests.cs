using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Market;

public sealed class MarketStockConformanceTests : StockConformance
{
    protected override string Platform => "market";

    protected override string RefusedBody => MarketBodies.Error("bad_argument", "不行");

    protected override string ThrottledBody => MarketBodies.Throttled;

    protected override TimeSpan ThrottledWait => MarketBodies.ThrottledWait;

    protected override string ExpiredTokenBody => MarketBodies.Error("token_expired", "令牌已过期");

    protected override string GoodBody(string[] keys) =>
        MarketBodies.Results(
            keys.Reverse().Select(key => $$"""{"product":"{{key}}","variant":"2","quantity":{{DoneOf(key)}}}""")
        );

    protected override string LooseBody(string[] keys) =>
        MarketBodies.Results(keys.Select(key => $$"""{"product":{{key}},"variant":2,"quantity":"{{DoneOf(key)}}"}"""));

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
