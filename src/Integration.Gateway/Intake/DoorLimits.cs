using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Integration.Problems;
using Microsoft.AspNetCore.Http;

namespace Integration.Intake;

/// <summary>Limits the rate per source and per address (IPv6: per /64) before anything else is done. Idle buckets are forgotten.</summary>
internal sealed class DoorLimits(IntakeOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<UInt128> _addresses = Create<UInt128>(
        options.RatePerAddress,
        options.BurstSeconds
    );
    private readonly PartitionedRateLimiter<string> _sources = Create<string>(
        options.RatePerSource,
        options.BurstSeconds
    );

    /// <summary>Null when the request may pass.</summary>
    public Problem? Check(HttpContext http, string source)
    {
        using var address = _addresses.AttemptAcquire(NetworkOf(http.Connection.RemoteIpAddress));
        if (!address.IsAcquired)
        {
            return Refused(address);
        }

        using var lease = _sources.AttemptAcquire(source);
        return lease.IsAcquired ? null : Refused(lease);
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _sources.Dispose();
    }

    // Whoever has one IPv6 address has the other 2^64 of its network too.
    private static UInt128 NetworkOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        (address ?? IPAddress.None).MapToIPv6().TryWriteBytes(bytes, out _);
        var whole = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? whole & (UInt128.MaxValue << 64)
            : whole;
    }

    private static Problem Refused(RateLimitLease lease) =>
        GatewayProblems.RateLimited(
            lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1)
        );

    private static PartitionedRateLimiter<T> Create<T>(int rate, int burstSeconds)
        where T : notnull =>
        PartitionedRateLimiter.Create<T, T>(key =>
            RateLimitPartition.GetTokenBucketLimiter(
                key,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = checked(rate * burstSeconds),
                    // About ten times a second, and exactly the rate over a second.
                    TokensPerPeriod = Math.Max(1, rate / 10),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, rate / 10) / (double)rate),
                    QueueLimit = 0,
                }
            )
        );
}
