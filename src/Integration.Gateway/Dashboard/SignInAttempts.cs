using System.Threading.RateLimiting;
using Integration.Requests;
using Microsoft.AspNetCore.Http;

namespace Integration.Dashboard;

/// <summary>Limits how often one address may try keys. Idle buckets are forgotten.</summary>
internal sealed class SignInAttempts(SignInOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<UInt128> _addresses = PartitionedRateLimiter.Create<UInt128, UInt128>(
        network =>
            RateLimitPartition.GetTokenBucketLimiter(
                network,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = options.AttemptsPerMinute,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.AttemptsPerMinute,
                    QueueLimit = 0,
                }
            )
    );

    /// <summary>How long to wait; null when the attempt may be made.</summary>
    public TimeSpan? Refuse(HttpContext http)
    {
        using var lease = _addresses.AttemptAcquire(ClientNetwork.Of(http));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : TimeSpan.FromMinutes(1) / options.AttemptsPerMinute;
    }

    public void Dispose() => _addresses.Dispose();
}
