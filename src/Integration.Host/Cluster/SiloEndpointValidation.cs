using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Integration.Cluster;

/// <summary>Two ports, and an address that leads somewhere.</summary>
internal sealed class SiloEndpointValidation : IValidateOptions<SiloEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloEndpointOptions options)
    {
        var faults = new List<string>();
        if (options.Port == options.GatewayPort)
        {
            faults.Add("Integration:Silo: Port and GatewayPort must differ.");
        }

        if (options.AdvertisedAddress is { } address && AddressOf(address) is null)
        {
            faults.Add(
                $"Integration:Silo:AdvertisedAddress: '{address}' is neither an IP address nor a known host name."
            );
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>The address that a text names, IPv4 rather than IPv6; null where it names none.</summary>
    public static IPAddress? AddressOf(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        try
        {
            return Dns.GetHostAddresses(text).OrderBy(found => found.AddressFamily).FirstOrDefault();
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            return null;
        }
    }
}
