using System.Threading.RateLimiting;
using Integration.Monitoring;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Http;

namespace Integration.Intake;

/// <summary>Limits the rate per source and per address (IPv6: per /64) before anything else is done. Idle buckets are forgotten.</summary>
internal sealed class DoorLimits(IntakeOptions options, GatewayMetrics metrics) : IDisposable
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
        using var address = _addresses.AttemptAcquire(ClientNetwork.Of(http));
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

    private Problem Refused(RateLimitLease lease)
    {
        metrics.Limited();
        return GatewayProblems.RateLimited(
            lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1)
        );
    }

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
