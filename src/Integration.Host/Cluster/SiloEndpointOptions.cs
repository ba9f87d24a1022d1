using System.ComponentModel.DataAnnotations;
using Orleans.Configuration;

namespace Integration.Cluster;

/// <summary>Where a process of role <c>silo</c> is reached by the other silos and by gateways (<c>Integration:Silo</c>).</summary>
internal sealed class SiloEndpointOptions
{
    /// <summary>Port for the other silos; default 11111. Several silos on one machine each need their own.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = EndpointOptions.DEFAULT_SILO_PORT;

    /// <summary>Port for gateways; default 30000. Several silos on one machine each need their own.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = EndpointOptions.DEFAULT_GATEWAY_PORT;

    /// <summary>
    /// The IP address or host name that the others dial; default the first address of this machine's host name. A loopback
    /// address is also the only one listened on, so nobody outside can join; with any other the silo listens on all addresses.
    /// These ports carry neither encryption nor passwords: open them to silos and gateways only.
    /// </summary>
    public string? AdvertisedAddress { get; set; }
}
