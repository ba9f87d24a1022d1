using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>What came of a renewal: never the token itself, which each silo reads from the sealed row.</summary>
/// <param name="Version">The version of the row that holds the current token; 0 where there is none.</param>
[GenerateSerializer, Immutable, Alias("integration.AccountRenewal")]
public sealed record AccountRenewal([property: Id(0)] long Version)
{
    /// <summary>Why there is no other token; null when there is one.</summary>
    [Id(1)]
    public PlatformFailure? Failure { get; init; }
}
