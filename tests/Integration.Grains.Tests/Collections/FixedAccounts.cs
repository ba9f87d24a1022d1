using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Collections;

/// <summary>A directory of one account, which a test may take away, and of another one that has all but the id of it.</summary>
internal sealed class FixedAccounts(string platform, AccountCredentials credentials) : IAccountDirectory
{
    public const string Other = "account-2";

    /// <summary>Why the account cannot be used; null while it can.</summary>
    public PlatformFailure? Failure { get; set; }

    /// <summary>When the account was last changed.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    public Task<PlatformResult<PlatformAccount>> Of(string accountId, CancellationToken ct) =>
        Task.FromResult<PlatformResult<PlatformAccount>>(
            Failure is not null ? Failure
            : accountId == credentials.AccountId || accountId == Other
                ? new PlatformAccount(platform, credentials with { AccountId = accountId, ChangedAt = ChangedAt })
            : new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.InvalidRequest,
                $"There is no account '{accountId}'."
            )
        );
}
