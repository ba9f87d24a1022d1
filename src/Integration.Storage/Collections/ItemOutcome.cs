using Integration.Platforms;
using Integration.Products;

namespace Integration.Collections;

/// <summary>What came of asking for one product; exactly one of product, failure and fresh version is set.</summary>
/// <param name="ProductId">The id that was asked for.</param>
public sealed record ItemOutcome(string ProductId)
{
    /// <summary>The product; null where there is none.</summary>
    public Product? Product { get; init; }

    /// <summary>When the platform gave the product, which a cache may have kept since; null for when it is written.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why there is none; null where there is.</summary>
    public PlatformFailure? Failure { get; init; }

    /// <summary>When to ask again; null where the failure is final.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The stored version that is fresh enough, so that nobody was asked.</summary>
    public long? FreshVersion { get; init; }
}
