namespace Integration.Accounts;

/// <summary>An account's own limits, below what its platform allows.</summary>
[GenerateSerializer, Immutable, Alias("integration.AccountLimits")]
public sealed record AccountLimits
{
    /// <summary>Calls in a second, 0.01 to 10,000; null for the platform's own rate.</summary>
    [Id(0)]
    public double? CallsPerSecond { get; init; }

    /// <summary>Calls at once, 1 to 256; null for the product's default.</summary>
    [Id(1)]
    public int? Concurrency { get; init; }
}
