using System.Globalization;
using Integration.Calls;
using Integration.Keeping;
using Integration.Platforms;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Integration.Pipeline;

/// <summary>
/// Makes calls reliable: total time limit → repetition by kind of failure → calls at once → permit of the cluster's rate → circuit →
/// one attempt. All state is kept for each account.
/// </summary>
internal sealed class PipelineTransport : IPlatformTransport
{
    private static readonly TimeSpan QueueWait = TimeSpan.FromSeconds(1);
    private readonly IPlatformTransport _inner;
    private readonly PipelineOptions _options;
    private readonly PipelineParts _parts;
    private readonly PipelineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly RecentlyUsed<(string Id, int? Concurrency), AccountPipeline> _accounts;

    /// <summary>Puts the pipeline around a transport.</summary>
    /// <param name="inner">Makes an attempt.</param>
    /// <param name="options">Of the platform.</param>
    /// <param name="parts">What others provide.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="time">For all waits.</param>
    /// <param name="random">For the spread of waits; safe for all threads.</param>
    public PipelineTransport(
        IPlatformTransport inner,
        PipelineOptions options,
        PipelineParts parts,
        PipelineMetrics metrics,
        TimeProvider time,
        Random random
    )
    {
        (_inner, _options, _parts, _metrics, _time) = (inner, options, parts, metrics, time);
        var policies = new AccountPolicies(options, parts, time, random);
        _accounts = new(
            account => policies.Create(account.Concurrency),
            options.MaxAccounts,
            options.AccountIdle,
            time
        );
    }

    /// <inheritdoc />
    public async Task<PlatformResult<PlatformReply>> Send(
        AccountCredentials account,
        PlatformCall call,
        CancellationToken ct
    )
    {
        using var span = PipelineMetrics.StartCall(call);
        using var kept = _accounts.Rent((account.AccountId, account.MaxConcurrentCalls));
        var progress = new CallProgress(account, call);
        var started = _time.GetTimestamp();
        var result = await Run(kept.Value, progress, ct);
        var measure = Measure(progress, _time.GetElapsedTime(started), result.Failure);
        PipelineMetrics.End(span, measure);
        _metrics.Called(measure);
        _parts.Observer.Called(measure);
        // Those of the last attempt: a renewal on the way has changed the account.
        return result.Failure is { } failure ? failure with { AccountChangedAt = progress.Account.ChangedAt } : result;
    }

    private async Task<PlatformResult<PlatformReply>> Run(
        AccountPipeline account,
        CallProgress progress,
        CancellationToken ct
    )
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(AccountPipeline.Progress, progress);
        Outcome<PlatformResult<PlatformReply>> outcome;
        try
        {
            outcome = await account.Policies.ExecuteOutcomeAsync(
                static (inside, state) => state.Transport.Guarded(state.Account, inside),
                context,
                (Transport: this, Account: account)
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is OperationCanceledException && ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }

        if (outcome.Exception is not TimeoutRejectedException and not BrokenCircuitException)
        {
            outcome.ThrowIfException();
            return outcome.Result!;
        }

        return outcome.Exception is BrokenCircuitException open ? Open(open) : TooLong(progress);
    }

    // The policies carry an exception as a value; thrown ones would be caught and wrapped by each of them.
    private async ValueTask<Outcome<PlatformResult<PlatformReply>>> Guarded(
        AccountPipeline account,
        ResilienceContext context
    )
    {
        try
        {
            var progress = context.Properties.GetValue(AccountPipeline.Progress, null!);
            var outcome = await Attempt(account, progress, context);
            progress.LastFailure = outcome.Exception is null ? outcome.Result!.Failure : progress.LastFailure;
            return outcome;
        }
        catch (Exception exception)
        {
            return Outcome.FromException<PlatformResult<PlatformReply>>(exception);
        }
    }

    // What is waited for before an attempt lies outside of the circuit: a refusal of ours says nothing about the platform, and would
    // count there as an attempt that succeeded.
    private async ValueTask<Outcome<PlatformResult<PlatformReply>>> Attempt(
        AccountPipeline account,
        CallProgress progress,
        ResilienceContext context
    )
    {
        if (progress.RenewalFailure is { } lost)
        {
            return Outcome.FromResult<PlatformResult<PlatformReply>>(lost);
        }

        if (account.Circuit.Left is { } left)
        {
            return Outcome.FromException<PlatformResult<PlatformReply>>(new BrokenCircuitException(left));
        }

        // A renewal waits for nobody: those it would wait for may wait for it.
        if (progress.Call.IsRefresh)
        {
            return await InCircuit(account, progress, context);
        }

        using var place = await account.Places.AcquireAsync(1, context.CancellationToken);
        progress.Refusal = place.IsAcquired ? await Permit(progress, context.CancellationToken) : TooMany();
        return progress.Refusal is { } refusal
            ? Outcome.FromResult<PlatformResult<PlatformReply>>(refusal)
            : await InCircuit(account, progress, context);
    }

    private ValueTask<Outcome<PlatformResult<PlatformReply>>> InCircuit(
        AccountPipeline account,
        CallProgress progress,
        ResilienceContext context
    ) =>
        account.Circuit.Run(
            static async (inside, state) =>
                Outcome.FromResult(await state.Transport.Once(state.Progress, inside.CancellationToken)),
            context,
            (Transport: this, Progress: progress)
        );

    private async Task<PlatformFailure?> Permit(CallProgress progress, CancellationToken ct)
    {
        if (_parts.Rates is not { } rates)
        {
            return null;
        }

        var started = _time.GetTimestamp();
        var refusal = await rates.Acquire(Rated(progress), ct);
        progress.WaitedForRate += _time.GetElapsedTime(started);
        return refusal;
    }

    private async Task<PlatformResult<PlatformReply>> Once(CallProgress progress, CancellationToken ct)
    {
        progress.Attempts++;
        var started = _time.GetTimestamp();
        var result = await _inner.Send(progress.Account, progress.Call, ct);
        var duration = _time.GetElapsedTime(started);
        var measure = Measure(progress, duration, result.Failure);
        _metrics.Attempted(measure);
        _parts.Observer.Attempted(measure);
        if (result.Failure is { Kind: FailureKind.Throttled } failure && !progress.Call.IsRefresh)
        {
            _parts.Rates?.Throttled(
                Rated(progress),
                failure.RetryAfter ?? TimeSpan.Zero,
                duration,
                failure.IsOfCallAlone
            );
        }

        return result;
    }

    private static RatedCall Rated(CallProgress progress) =>
        new(progress.Call.Platform, progress.Account.AccountId, progress.Account.AppKey, progress.Call.Endpoint)
        {
            OwnRate = progress.Account.CallsPerSecond,
        };

    private static PlatformCallMeasure Measure(CallProgress progress, TimeSpan duration, PlatformFailure? failure) =>
        new()
        {
            Platform = progress.Call.Platform,
            AccountId = progress.Account.AccountId,
            Endpoint = progress.Call.Endpoint,
            IsCodeExchange = progress.Call.AuthorisationCode is not null,
            Duration = duration,
            Kind = failure?.Kind,
            Reason = failure?.Reason,
            Attempts = progress.Attempts,
            WaitedForRate = progress.WaitedForRate,
        };

    private PlatformFailure Open(BrokenCircuitException open)
    {
        var left = open.RetryAfter ?? _options.BreakerPause;
        var until = (_time.GetUtcNow() + left).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new(
            FailureKind.Transient,
            FailureReason.Platform,
            $"Not called: most calls of this account failed lately; it is left in peace until {until}."
        )
        {
            RetryAfter = left,
        };
    }

    private PlatformFailure TooLong(CallProgress progress)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"No success within {_options.TotalTimeout.TotalSeconds} s and {progress.Attempts} attempts."
        );
        var last = progress.LastFailure is { } failure ? $" The last: {failure.Detail}" : "";
        return new(FailureKind.Transient, FailureReason.Timeout, text + last);
    }

    private PlatformFailure TooMany() =>
        new(
            FailureKind.Throttled,
            FailureReason.RateLimit,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Not called: {_options.MaxQueuedCalls} calls of this account wait already."
            )
        )
        {
            RetryAfter = QueueWait,
        };
}
