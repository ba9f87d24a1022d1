using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Integration.Requests;

/// <summary>Who a limit per address counts: an IPv4 address, or an IPv6 /64.</summary>
internal static class ClientNetwork
{
    /// <summary>The network that a request comes from.</summary>
    // Whoever has one IPv6 address has the other 2^64 of its network too.
    public static UInt128 Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        Span<byte> bytes = stackalloc byte[16];
        (address ?? IPAddress.None).MapToIPv6().TryWriteBytes(bytes, out _);
        var whole = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? whole & (UInt128.MaxValue << 64)
            : whole;
    }
}
