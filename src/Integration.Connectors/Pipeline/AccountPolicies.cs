using System.Threading.RateLimiting;
using Integration.Calls;
using Integration.Platforms;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Integration.Pipeline;

/// <summary>Builds what is kept for an account; around a call lies the time limit, in it the repetition of attempts.</summary>
/// <param name="options">Of the platform.</param>
/// <param name="parts">Who renews tokens.</param>
/// <param name="time">For all waits.</param>
/// <param name="random">For the spread of waits.</param>
internal sealed class AccountPolicies(PipelineOptions options, PipelineParts parts, TimeProvider time, Random random)
{
    public AccountPipeline Create(int? concurrency) =>
        new(
            new ResiliencePipelineBuilder<PlatformResult<PlatformReply>> { TimeProvider = time }
                .AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout })
                .AddRetry(Repetition())
                .Build(),
            new AccountCircuit(options, time),
            new ConcurrencyLimiter(
                new ConcurrencyLimiterOptions
                {
                    PermitLimit = concurrency ?? options.MaxConcurrentCalls,
                    QueueLimit = options.MaxQueuedCalls,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                }
            )
        );

    // Expected failures are values, so the policies look at results; an exception is a bug, a cancellation or a policy's own.
    private RetryStrategyOptions<PlatformResult<PlatformReply>> Repetition() =>
        new()
        {
            MaxRetryAttempts = options.TransientRetries + options.ThrottledRetries + 1,
            ShouldHandle = args => ValueTask.FromResult(IsToBeRepeated(args.Outcome.Result, args.Context)),
            DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(Of(args.Context).NextDelay),
            OnRetry = args => Renew(Of(args.Context), args.Context.CancellationToken),
        };

    private bool IsToBeRepeated(PlatformResult<PlatformReply>? result, ResilienceContext context)
    {
        var progress = Of(context);
        if (result?.Failure is not { } failure || RetryRules.Next(failure, progress, options, random) is not { } delay)
        {
            return false;
        }

        // Without anybody who renews tokens the failure is the caller's.
        if (progress.MustRenew && parts.Tokens is null)
        {
            return false;
        }

        progress.NextDelay = delay;
        return true;
    }

    // Between two attempts: no place, circuit or permit is held while others renew.
    private async ValueTask Renew(CallProgress progress, CancellationToken ct)
    {
        if (!progress.MustRenew)
        {
            return;
        }

        (progress.MustRenew, progress.HasRenewed) = (false, true);
        var renewed = await parts.Tokens!.Renew(progress.Account, ct);
        if (renewed.Succeeded)
        {
            progress.Account = renewed.Value;
        }
        else
        {
            progress.RenewalFailure = renewed.Failure;
        }
    }

    private static CallProgress Of(ResilienceContext context) =>
        context.Properties.GetValue(AccountPipeline.Progress, null!);
}
