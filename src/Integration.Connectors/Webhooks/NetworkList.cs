using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Integration.Webhooks;

/// <summary>A list of networks, as written by people.</summary>
internal sealed class NetworkList
{
    internal const int MaxEntries = 1000;

    private readonly IPNetwork[] _networks;

    private NetworkList(IPNetwork[] networks) => _networks = networks;

    /// <summary>Parses CIDRs and single addresses.</summary>
    /// <exception cref="FormatException">An entry is neither; the message names it.</exception>
    internal static NetworkList Parse(params IEnumerable<string> entries) =>
        new([
            .. entries.Select(static entry =>
                TryParse(entry, out var network)
                    ? network.Value
                    : throw new FormatException($"'{entry}' is neither a network such as 10.0.0.0/8 nor an address.")
            ),
        ]);

    internal static bool TryParse(string entry, [NotNullWhen(true)] out IPNetwork? network)
    {
        network = null;
        if (IPNetwork.TryParse(entry, out var parsed))
        {
            network = parsed;
        }
        else if (!entry.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(entry, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return network is not null;
    }

    internal bool Contains(IPAddress address)
    {
        foreach (var network in _networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
