using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Integration.Rates;

/// <summary>A permit, or the refusal of one with the time after which there may be one.</summary>
internal sealed class RatePermit : RateLimitLease
{
    private readonly TimeSpan? _retryAfter;

    private RatePermit(TimeSpan? retryAfter) => _retryAfter = retryAfter;

    /// <summary>Go.</summary>
    public static RatePermit Given { get; } = new((TimeSpan?)null);

    public override bool IsAcquired => _retryAfter is null;

    public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.RetryAfter.Name];

    /// <summary>Not within the time.</summary>
    public static RatePermit Refused(TimeSpan retryAfter) => new(retryAfter);

    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = metadataName == MetadataName.RetryAfter.Name ? _retryAfter : null;
        return metadata is not null;
    }
}
