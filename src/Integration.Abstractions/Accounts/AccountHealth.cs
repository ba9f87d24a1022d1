namespace Integration.Accounts;

/// <summary>How an account fared of late.</summary>
[GenerateSerializer, Immutable, Alias("integration.AccountHealth")]
public sealed record AccountHealth
{
    /// <summary>The last connection test; null before the first.</summary>
    [Id(0)]
    public AccountCheck? LastTest { get; init; }

    /// <summary>The last call; null before the first. What ends like the one before it is written once a minute.</summary>
    [Id(1)]
    public AccountCheck? LastCall { get; init; }

    /// <summary>The last renewal of the token; null before the first.</summary>
    [Id(2)]
    public AccountCheck? LastRenewal { get; init; }

    /// <summary>
    /// When a renewal began whose answer is not known: one is under way, or it was cut short and the platform may have replaced
    /// the tokens. Means nothing once the secrets were changed later.
    /// </summary>
    [Id(3)]
    public DateTimeOffset? UnsettledRenewalAt { get; init; }

    /// <summary>
    /// Whether a person has to do something: the last renewal was refused, or the newer of the last test and the last call. Given other
    /// secrets, an account begins anew.
    /// </summary>
    public bool NeedsAttention =>
        LastRenewal is { Failure.NeedsAttention: true }
        || (LastCall is null || LastTest?.At >= LastCall.At ? LastTest : LastCall) is { Failure.NeedsAttention: true };
}
