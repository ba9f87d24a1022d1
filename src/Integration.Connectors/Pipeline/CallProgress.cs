using Integration.Calls;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>What has happened to a call so far. One call, one flow of control: not for several threads.</summary>
internal sealed class CallProgress(AccountCredentials account, PlatformCall call)
{
    public PlatformCall Call { get; } = call;

    /// <summary>Signs the next attempt: another one after a renewal.</summary>
    public AccountCredentials Account { get; set; } = account;

    public int Attempts { get; set; }

    public int TransientRetries { get; set; }

    public int ThrottledRetries { get; set; }

    public TimeSpan WaitedForRate { get; set; }

    /// <summary>Whether the next attempt needs another token.</summary>
    public bool MustRenew { get; set; }

    /// <summary>Whether a renewal was tried.</summary>
    public bool HasRenewed { get; set; }

    /// <summary>Why there is no other token; then there is no further attempt.</summary>
    public PlatformFailure? RenewalFailure { get; set; }

    /// <summary>A refusal of ours, before any request: the caller has waited as long as it may.</summary>
    public PlatformFailure? Refusal { get; set; }

    /// <summary>What the last attempt came to.</summary>
    public PlatformFailure? LastFailure { get; set; }

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }
}
