using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>The connector to Pinduoduo with a stand-in for its gateway.</summary>
internal static class PinduoduoOnStandIn
{
    public static PinduoduoConnector Create(
        StandIn platform,
        Func<PlatformOptions, IPlatformTransport> transport,
        TimeProvider time
    )
    {
        var options = new PinduoduoOptions { GatewayUrl = new(platform.Url, "/api/router") };
        return new(options, transport(options), time);
    }
}
