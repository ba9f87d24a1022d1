using System.Threading.RateLimiting;
using Integration.Batching;
using Integration.Pipeline;
using Microsoft.Extensions.Logging;

namespace Integration.Rates;

/// <summary>
/// One queue of a silo on top of the cluster's permits: who comes while the grain is being asked is asked for together in the next
/// question; each then waits for the time of its permit.
/// </summary>
internal sealed partial class LeasedRateLimiter : RateLimiter
{
    private const int MaxAsked = 256;

    // A grain that moves or a database that starts is back sooner; a caller's five seconds must not be used up by waiting for it.
    private static readonly TimeSpan GrainWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EmergencyLength = TimeSpan.FromSeconds(2);
    private readonly RateLine _line;
    private readonly Func<IRateLimitGrain> _grain;
    private readonly PipelineOptions _options;
    private readonly RateMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GroupCommit<TimeSpan, RateSlot> _questions;
    private readonly EmergencyRate _emergency;
    private PausedCalls _pausedCalls = PausedCalls.None;
    private RateEpoch _epoch;

    // Of the grant that last told pauses: a refusal moves the epoch and tells none.
    private long _pausesOf;
    private int _waiting;
    private long _given;
    private long _refused;

    public LeasedRateLimiter(
        RateLine line,
        Func<IRateLimitGrain> grain,
        PipelineOptions options,
        RateMetrics metrics,
        TimeProvider time,
        ILogger logger
    )
    {
        (_line, _grain, _options, _metrics, _time, _logger) = (line, grain, options, metrics, time, logger);
        _epoch = new(0, time.GetTimestamp());
        _emergency = new(options.EmergencyCallsPerSecond, time);
        _questions = new(
            new GroupCommitOptions(MaxAsked, MaxAsked, Math.Max(1, options.MaxQueuedCalls)),
            static _ => 1,
            Ask
        );
    }

    /// <inheritdoc />
    public override TimeSpan? IdleDuration => null;

    /// <inheritdoc />
    public override RateLimiterStatistics GetStatistics() =>
        new()
        {
            CurrentQueuedCount = Volatile.Read(ref _waiting),
            TotalSuccessfulLeases = Interlocked.Read(ref _given),
            TotalFailedLeases = Interlocked.Read(ref _refused),
        };

    /// <summary>How long one call has to wait alone, as far as the latest permits told; zero for not at all.</summary>
    public TimeSpan PauseOf(string call) => Volatile.Read(ref _pausedCalls).LeftOf(call, _time);

    /// <summary>Tells the grain that one call has to wait alone.</summary>
    /// <param name="call">The platform's name of it.</param>
    /// <param name="retryAfter">How long the platform asks to wait.</param>
    public async Task Paused(string call, TimeSpan retryAfter)
    {
        _metrics.Throttled(_line.Platform);
        Keep(new Dictionary<string, TimeSpan>(StringComparer.Ordinal) { [call] = retryAfter }, isAnew: false);
        var excess = new RateExcess(_line.Account, _line.Endpoint, retryAfter, _epoch.Generation, call);
        try
        {
            await _grain().Throttled(excess, CancellationToken.None).WaitAsync(GrainWait, _time);
        }
        catch (Exception exception)
        {
            // The others learn it by a refusal of their own.
            LogEmergency(_line.Key, exception);
        }
    }

    /// <summary>Tells the grain of a platform's refusal, unless its rate was cut since the permit was given.</summary>
    /// <param name="retryAfter">How long the platform asks to wait.</param>
    /// <param name="age">How long ago the permit was given.</param>
    public async Task Throttled(TimeSpan retryAfter, TimeSpan age)
    {
        var epoch = Volatile.Read(ref _epoch);
        if (_time.GetElapsedTime(epoch.Since) < age)
        {
            return;
        }

        _metrics.Throttled(_line.Platform);
        var excess = new RateExcess(_line.Account, _line.Endpoint, retryAfter, epoch.Generation);
        try
        {
            Adopt(await _grain().Throttled(excess, CancellationToken.None).WaitAsync(GrainWait, _time));
        }
        catch (Exception exception)
        {
            // Nobody paces the others now; here at least the platform has its pause.
            BeginEmergency(exception);
            _emergency.Pause(retryAfter);
        }
    }

    /// <inheritdoc />
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => RatePermit.Refused(TimeSpan.Zero);

    /// <inheritdoc />
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(permitCount, 1);
        try
        {
            var permit =
                Interlocked.Increment(ref _waiting) > Math.Max(1, _options.MaxQueuedCalls)
                    ? RatePermit.Refused(_options.RateWait)
                    : await Wait(cancellationToken);
            Interlocked.Increment(ref (permit.IsAcquired ? ref _given : ref _refused));
            return permit;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Nobody waits any more: the loop ends at once.
            _ = _questions.DisposeAsync().AsTask();
            _epoch.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<RatePermit> Wait(CancellationToken ct)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var left = _options.RateWait - _time.GetElapsedTime(started);
            left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            if (!_questions.TryAdd(left, out var question))
            {
                return RatePermit.Refused(_options.RateWait);
            }

            var slot = await question.WaitAsync(ct);
            if (slot.Due is not { } due)
            {
                return RatePermit.Refused(slot.RetryAfter);
            }

            if (await IsReached(due, slot.Epoch, ct))
            {
                return RatePermit.Given;
            }
        }
    }

    // False where the permit became void meanwhile.
    private async Task<bool> IsReached(long due, RateEpoch epoch, CancellationToken ct)
    {
        var left = _time.GetElapsedTime(_time.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
        {
            return true;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, epoch.Ended);
        try
        {
            // A timer counts whole milliseconds and drops the rest: a permit that is used early is one too many.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), _time, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<RateSlot>> Ask(IReadOnlyList<TimeSpan> waits, CancellationToken ct)
    {
        if (_emergency.IsOn)
        {
            return Emergency(waits);
        }

        try
        {
            var request = new RateRequest(_line.Account, _line.Endpoint, waits.Count, waits.Max(), _line.OwnRate);
            var grant = await _grain().Reserve(request, ct).WaitAsync(GrainWait, _time, ct);
            var epoch = Adopt(grant.Generation);
            Keep(grant.PausedCalls, isAnew: grant.Generation != _pausesOf);
            _pausesOf = grant.Generation;
            var now = _time.GetTimestamp();
            return
            [
                .. waits.Select(
                    (wait, at) =>
                        at < grant.Delays.Length && grant.Delays[at] <= wait
                            ? new RateSlot(now + Stamps(grant.Delays[at]), TimeSpan.Zero, epoch)
                            : Refusal(at < grant.Delays.Length ? grant.Delays[at] : grant.RetryAfter, epoch)
                ),
            ];
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            BeginEmergency(exception);
            return Emergency(waits);
        }
    }

    private List<RateSlot> Emergency(IReadOnlyList<TimeSpan> waits)
    {
        var now = _time.GetTimestamp();
        var slots = new List<RateSlot>(waits.Count);
        foreach (var wait in waits)
        {
            var delay = _emergency.Take(wait, out var isGiven);
            slots.Add(isGiven ? new(now + Stamps(delay), TimeSpan.Zero, _epoch) : Refusal(delay, _epoch));
        }

        _metrics.Emergency(_line.Platform, slots.Count(static slot => slot.Due is not null));
        return slots;
    }

    private static RateSlot Refusal(TimeSpan retryAfter, RateEpoch epoch) => new(null, retryAfter, epoch);

    private void BeginEmergency(Exception exception)
    {
        LogEmergency(_line.Key, exception);
        _emergency.Begin(EmergencyLength);
    }

    // Within a generation only time ends a pause: an answer that was on its way when it began knows nothing of it.
    private void Keep(Dictionary<string, TimeSpan>? told, bool isAnew)
    {
        if (told is null && !isAnew)
        {
            return;
        }

        PausedCalls before;
        PausedCalls after;
        do
        {
            before = Volatile.Read(ref _pausedCalls);
            after = isAnew ? PausedCalls.Of(told, _time) : before.With(told!, _time);
        } while (!ReferenceEquals(Interlocked.CompareExchange(ref _pausedCalls, after, before), before));
    }

    // Permits of another generation are void: those who wait for them ask again.
    private RateEpoch Adopt(long generation)
    {
        var epoch = Volatile.Read(ref _epoch);
        while (generation != epoch.Generation)
        {
            var next = new RateEpoch(generation, _time.GetTimestamp());
            var found = Interlocked.CompareExchange(ref _epoch, next, epoch);
            if (ReferenceEquals(found, epoch))
            {
                epoch.Dispose();
                return next;
            }

            next.Dispose();
            epoch = found;
        }

        return epoch;
    }

    private long Stamps(TimeSpan delay) => (long)(delay.TotalSeconds * _time.TimestampFrequency);

    [LoggerMessage(LogLevel.Warning, "{Key}: the cluster's rate cannot be asked for; a small local rate is used")]
    private partial void LogEmergency(string key, Exception exception);
}
