using System.Net;

namespace Integration.Webhooks;

/// <summary>
/// Decides whether an address may be dialled. It is asked about the address that is really dialled, after name
/// resolution, so neither the spelling of a host nor a name that changes its address goes round it.
/// </summary>
public sealed class DialGuard
{
    // Sources: RFC 6890 and the IANA special-purpose registries; the metadata pages of AWS (169.254.169.254,
    // fd00:ec2::254), Google (fd20:ce::254), Alibaba (100.100.100.200), Azure (168.63.129.16), Oracle (192.0.0.192)
    // and Scaleway (fd00:42::42).
    private static readonly NetworkList s_never = NetworkList.Parse(
        "0.0.0.0/8",
        "169.254.0.0/16",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "224.0.0.0/4",
        "255.255.255.255",
        "::",
        "fe80::/10",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fd00:42::42",
        "ff00::/8"
    );

    private static readonly NetworkList s_notGlobal = NetworkList.Parse(
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "::/8",
        "64:ff9b:1::/48",
        "100::/64",
        "2001:2::/48",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fec0::/10"
    );

    // Only wrappers: what they carry is judged by itself, they say nothing.
    private static readonly NetworkList s_wrappers = NetworkList.Parse("::ffff:0:0/96", "64:ff9b::/96");

    private readonly NetworkList _allow;
    private readonly NetworkList _deny;
    private readonly bool _allowPrivate;

    /// <summary>Makes a guard of <paramref name="options"/>; later changes of them are not seen.</summary>
    /// <exception cref="FormatException">An entry of the lists is not a network.</exception>
    public DialGuard(DialGuardOptions options)
    {
        _allow = NetworkList.Parse(options.Allow);
        _deny = NetworkList.Parse(options.Deny);
        _allowPrivate = options.AllowPrivateNetworks;
    }

    /// <summary>
    /// Whether <paramref name="address"/> may be dialled: neither it nor any IPv4 address inside it is refused.
    /// </summary>
    public bool MayDial(IPAddress address) => AddressSpellings.Of(address).TrueForAll(MayDialPlain);

    private bool MayDialPlain(IPAddress address)
    {
        if (_deny.Contains(address))
        {
            return false;
        }

        if (_allow.Contains(address))
        {
            return true;
        }

        return !s_never.Contains(address)
            && (_allowPrivate || s_wrappers.Contains(address) || !s_notGlobal.Contains(address));
    }
}
