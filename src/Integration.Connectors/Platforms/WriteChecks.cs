using Integration.Calls;
using Integration.Catalogue;

namespace Integration.Platforms;

/// <summary>What is common to writing: checks before the call, one result for each item after it.</summary>
internal static class WriteChecks
{
    // Between a failure of what comes before a write and the next try.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Writes the items in one call, where the account may.</summary>
    /// <param name="declaration">The platform.</param>
    /// <param name="account">The account that writes.</param>
    /// <param name="items">What it writes.</param>
    /// <param name="limit">How many one call takes.</param>
    /// <param name="write">Makes the call; one outcome for each item, in its order.</param>
    public static async Task<PlatformResult<TValue>[]> Write<TItem, TValue>(
        ConnectorDeclaration declaration,
        AccountCredentials account,
        TItem[] items,
        Func<BatchLimits, int> limit,
        Func<TItem[], Task<PlatformResult<PlatformResult<TValue>[]>>> write
    )
        where TValue : class
    {
        var answer = Refusal(declaration, account, items.Length, limit) is { } refusal ? refusal : await write(items);
        return answer.Succeeded ? answer.Value : [.. items.Select(_ => (PlatformResult<TValue>)answer.Failure)];
    }

    /// <summary>That a write was held back, because a call that has to come before it failed for a passing reason.</summary>
    /// <param name="failure">What became of that call; a lasting one is told as it is.</param>
    /// <param name="why">What did not work, in words that end no sentence.</param>
    public static PlatformFailure NotSent(PlatformFailure failure, string why) =>
        failure.Kind is FailureKind.Transient or FailureKind.Throttled
        || failure.Reason is FailureReason.InvalidAnswer or FailureReason.AnswerTooLarge
            ? failure with
            {
                Detail = $"Not sent, since {why}: {failure.Detail}",
                HttpStatus = null,
                RetryAfter = failure.RetryAfter ?? Again,
            }
            : failure;

    private static PlatformFailure? Refusal(
        ConnectorDeclaration declaration,
        AccountCredentials account,
        int count,
        Func<BatchLimits, int> limit
    )
    {
        var most = declaration.KindOf(account)?.Batches is { } limits ? limit(limits) : 0;
        if (most == 0)
        {
            return Failures.Unsupported(
                $"The app of this account writes nothing of the kind at {declaration.Platform}."
            );
        }

        if (count < 1 || count > most)
        {
            return Failures.InvalidRequest($"{count} items in one call, it takes 1 to {most}.");
        }

        return account.AccessToken is null ? Failures.NoToken() : null;
    }
}
