using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>What a connection test has shown.</summary>
/// <param name="At">When it ended, UTC.</param>
[GenerateSerializer, Immutable, Alias("integration.ConnectionCheck")]
public sealed record ConnectionCheck([property: Id(0)] DateTimeOffset At)
{
    /// <summary>Whether the platform accepted the credentials.</summary>
    public bool Ok => Failure is null;

    /// <summary>The platform's call that was accepted; null where none was.</summary>
    [Id(1)]
    public string? Call { get; init; }

    /// <summary>Whether the access token was part of the proof.</summary>
    [Id(2)]
    public bool TokenProved { get; init; }

    /// <summary>Whether the access token was renewed meanwhile.</summary>
    [Id(3)]
    public bool TokenRenewed { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    [Id(4)]
    public PlatformFailure? Failure { get; init; }
}
