using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688OrderPushConformanceTests : OrderPushConformance
{
    protected override string Platform => "alibaba1688";

    // What was placed a moment ago may not be on the list yet.
    protected override bool IsRepeatable => false;

    protected override string RefusedBody => PurchaseBodies.OutOfStock;

    protected override string ThrottledBody => Alibaba1688Bodies.Throttled;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(10);

    protected override string ExpiredTokenBody => Alibaba1688Bodies.ExpiredToken;

    protected override OrderDraft Draft(string key) => PurchaseBodies.Draft(key);

    protected override string DoneOf(string key) => $"8740734601478{key}";

    protected override string GoodBody(string[] keys) =>
        $$$"""{"result":{"totalSuccessAmount":156800,"orderId":"{{{DoneOf(keys[0])}}}","success":true},"success":true}""";

    // The published example of a good answer calls itself no success.
    protected override string LooseBody(string[] keys) =>
        $$$"""{"result":[{"totalSuccessAmount":"156800","orderId":{{{DoneOf(keys[0])}}},"success":"false"}],"success":"true"}""";

    private protected override IConnector Create(
        StandIn platform,
        Func<PlatformOptions, IPlatformTransport> transport,
        TimeProvider time
    )
    {
        platform.Aside = PurchaseBodies.NoEarlierOne;
        var options = new Alibaba1688Options { GatewayUrl = new(platform.Url, "/openapi") };
        return new Alibaba1688Connector(options, transport(options), time);
    }
}
