using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Integration.Webhooks;

/// <summary>The IPv4 addresses that an IPv6 address may end at, over the transition mechanisms in use.</summary>
internal static class AddressSpellings
{
    private const uint Nat64Prefix = 0x0064ff9b;

    /// <summary>
    /// The address itself without its zone, then every IPv4 address inside it: mapped and compatible (RFC 4291 2.5.5),
    /// translated (RFC 2765), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380) and ISATAP (RFC 5214).
    /// </summary>
    internal static List<IPAddress> Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        var found = new List<IPAddress>(3) { new(bytes[..length]) };
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            AddEmbedded(bytes, found);
        }

        return found;
    }

    private static void AddEmbedded(ReadOnlySpan<byte> bytes, List<IPAddress> found)
    {
        var high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var third = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        var last = bytes[12..];
        if (high == 0)
        {
            AddLowPart(third, last, found);
        }

        if (high >> 32 == Nat64Prefix)
        {
            found.Add(new IPAddress(last));
            // RFC 8215's 64:ff9b:1::/48 puts the address around the reserved byte 8 (RFC 6052, table 1); in the /96 there
            // are only zeros, which are no address.
            if (bytes[4..12].ContainsAnyExcept((byte)0))
            {
                found.Add(new IPAddress([bytes[6], bytes[7], bytes[9], bytes[10]]));
            }
        }

        if (high >> 48 == 0x2002)
        {
            found.Add(new IPAddress(bytes[2..6]));
        }

        if (high >> 32 == 0x20010000)
        {
            found.Add(new IPAddress(bytes[4..8]));
            // Teredo stores the client's address with every bit turned over.
            found.Add(new IPAddress([(byte)~last[0], (byte)~last[1], (byte)~last[2], (byte)~last[3]]));
        }

        if ((third & 0xfcffffff) == 0x00005efe)
        {
            found.Add(new IPAddress(last));
        }
    }

    private static void AddLowPart(uint third, ReadOnlySpan<byte> last, List<IPAddress> found)
    {
        // ::1 is loopback and :: unspecified: both are judged as what they are, not as 0.0.0.1 and 0.0.0.0.
        var isCompatible = third == 0 && BinaryPrimitives.ReadUInt32BigEndian(last) > 1;
        if (isCompatible || third is 0x0000ffff or 0xffff0000)
        {
            found.Add(new IPAddress(last));
        }
    }
}
