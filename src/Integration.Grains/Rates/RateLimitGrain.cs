using Integration.Time;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;

namespace Integration.Rates;

/// <summary>The one that paces what a platform counts together. Reentrant: permits do not wait for the database.</summary>
[Reentrant]
internal sealed partial class RateLimitGrain(
    [PersistentState("rate-limit")] IPersistentState<RateLimitState> state,
    RateBook book,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<RateLimitGrain> logger
) : Grain, IRateLimitGrain
{
    private RateSchedule _schedule = null!;
    private bool _isChanged;
    private bool _isWriting;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _schedule = new(book.OfKey(this.GetPrimaryKeyString()), state.State, time, clock);
        return Task.CompletedTask;
    }

    public Task<RateGrant> Reserve(RateRequest request, CancellationToken ct) =>
        Task.FromResult(_schedule.Reserve(request));

    public async Task<long> Throttled(RateExcess excess, CancellationToken ct)
    {
        if (_schedule.Throttle(excess, out var generation))
        {
            if (excess.Call is { } call)
            {
                LogPaused(this.GetPrimaryKeyString(), call, excess.RetryAfter);
            }
            else
            {
                LogThrottled(this.GetPrimaryKeyString(), excess.Endpoint, excess.RetryAfter);
            }

            await Store();
        }

        return generation;
    }

    public Task<RateStatus> Show(string account, CancellationToken ct) => Task.FromResult(Status(account));

    public async Task<RateStatus> Forget(string account, CancellationToken ct)
    {
        _schedule.Forget();
        LogForgotten(this.GetPrimaryKeyString());
        await Store();
        return Status(account);
    }

    private RateStatus Status(string account)
    {
        var (until, calls, share) = _schedule.Learnt(account);
        return new()
        {
            IsOfApp = RateBook.IsOfApp(this.GetPrimaryKeyString()),
            PausedUntil = until,
            PausedCalls = calls,
            Share = share,
        };
    }

    // One write at a time; what changes meanwhile is in the next one.
    private async Task Store()
    {
        _isChanged = true;
        if (_isWriting)
        {
            return;
        }

        _isWriting = true;
        try
        {
            while (_isChanged)
            {
                _isChanged = false;
                await state.WriteStateAsync();
            }
        }
        catch (InconsistentStateException)
        {
            // Somebody else has written: the next activation reads what.
            this.DeactivateOnIdle();
        }
        catch (Exception exception)
        {
            // What was learnt holds as long as this activation, and is written with the next cut.
            LogNotStored(this.GetPrimaryKeyString(), exception);
        }
        finally
        {
            _isWriting = false;
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "{Key}: the platform refuses calls of {Endpoint} as too many; the rate is cut, and nothing is called for {RetryAfter}"
    )]
    private partial void LogThrottled(string key, string endpoint, TimeSpan retryAfter);

    [LoggerMessage(LogLevel.Information, "{Key}: the platform takes no call of {Call} for {RetryAfter}; others go on")]
    private partial void LogPaused(string key, string call, TimeSpan retryAfter);

    [LoggerMessage(LogLevel.Information, "{Key}: pauses and the learnt rate are forgotten")]
    private partial void LogForgotten(string key);

    [LoggerMessage(LogLevel.Warning, "{Key}: the learnt rate could not be stored")]
    private partial void LogNotStored(string key, Exception exception);
}
