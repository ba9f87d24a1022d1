using Integration.Pipeline;
using Integration.Platforms;
using Integration.Sandbox.Platforms;

namespace Integration.Collections;

/// <summary>A directory with one account: the sandbox platform's.</summary>
internal sealed class OneAccount(SandboxPlatform platform, string appKind) : IAccountDirectory
{
    public const string Id = "account-1";

    public Task<PlatformResult<Pipeline.PlatformAccount>> Of(string accountId, CancellationToken ct)
    {
        var grant = platform.Grants[0];
        return Task.FromResult<PlatformResult<Pipeline.PlatformAccount>>(
            accountId == Id
                ? new Pipeline.PlatformAccount(
                    platform.Kind.ToString().ToLowerInvariant(),
                    new AccountCredentials(Id, grant.Account.AppKey, grant.Account.AppSecret)
                    {
                        AppKind = appKind,
                        AccessToken = grant.AccessToken,
                        RefreshToken = grant.RefreshToken,
                    }
                )
                : new PlatformFailure(
                    FailureKind.Permanent,
                    FailureReason.InvalidRequest,
                    $"There is no account '{accountId}'."
                )
        );
    }
}
