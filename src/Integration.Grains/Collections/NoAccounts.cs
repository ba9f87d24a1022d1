using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Collections;

/// <summary>The directory of a process that has no accounts: every collection is refused, with that reason.</summary>
internal sealed class NoAccounts : IAccountDirectory
{
    public Task<PlatformResult<PlatformAccount>> Of(string accountId, CancellationToken ct) =>
        Task.FromResult<PlatformResult<PlatformAccount>>(
            new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.InvalidRequest,
                $"There is no account '{accountId}'."
            )
        );
}
