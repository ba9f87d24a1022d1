using Integration.Catalogue;

namespace Integration.Pinduoduo;

/// <summary>How Pinduoduo is called.</summary>
public sealed class PinduoduoOptions : PlatformOptions
{
    /// <summary>The gateway of all calls.</summary>
    public Uri GatewayUrl { get; set; } = new("https://gw-api.pinduoduo.com/api/router");

    /// <summary>
    /// Whether variants of other shops' goods are asked for; default false. Without the platform's special grant the call is
    /// refused then.
    /// </summary>
    public bool AskForVariants { get; set; }

    internal override IEnumerable<(string Name, Uri Url)> Urls => [(nameof(GatewayUrl), GatewayUrl)];
}
