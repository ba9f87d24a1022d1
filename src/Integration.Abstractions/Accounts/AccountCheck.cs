using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>How a test, a call or a renewal of an account ended.</summary>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("integration.AccountCheck")]
public sealed record AccountCheck([property: Id(0)] DateTimeOffset At)
{
    /// <summary>What went wrong; null when nothing did.</summary>
    [Id(1)]
    public PlatformFailure? Failure { get; init; }

    /// <summary>Whether it succeeded.</summary>
    public bool Ok => Failure is null;
}
