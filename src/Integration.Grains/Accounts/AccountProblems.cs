using Integration.Platforms;
using Integration.Problems;

namespace Integration.Accounts;

/// <summary>The problems of accounts that no other resource has.</summary>
internal static class AccountProblems
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(2);

    /// <summary>Why an account gives no credentials.</summary>
    public static Problem Unusable(PlatformFailure failure) =>
        failure.Kind is FailureKind.Transient or FailureKind.Throttled
            ? new("try-later", 503, failure.Detail) { RetryAfter = failure.RetryAfter ?? s_soon }
            : new("account-unusable", 409, failure.Detail);

    public static Problem CannotTest(string platform) =>
        new("no-connection-test", 409, $"The connector of '{platform}' has no connection test; make a call instead.");
}
