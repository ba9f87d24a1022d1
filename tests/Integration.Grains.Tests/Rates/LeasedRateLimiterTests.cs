using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Integration.Pipeline;
using Integration.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Rates;

public sealed class LeasedRateLimiterTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly CountingTime _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly PipelineOptions _options = new()
    {
        CallsPerSecond = 20,
        RateShare = 1,
        RateWait = 3 * Second,
    };
    private readonly RateLimitState _state = new();
    private readonly ScheduledGrain _grain;
    private readonly RateMetrics _metrics;
    private readonly List<LeasedRateLimiter> _limiters = [];

    public LeasedRateLimiterTests()
    {
        _metrics = new(_services.GetRequiredService<IMeterFactory>());
        _grain = new(new(new("p", [], _options), _state, _time, new DatabaseClock(_time)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_WhoComeWhileTheGrainIsAsked_AreAskedForTogether()
    {
        var limiter = Limiter();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _grain.Gate = gate.Task;
        var first = Acquire(limiter);
        await Until(() => _grain.Requests.Count == 1);
        var others = Enumerable.Range(0, 9).Select(_ => Acquire(limiter)).ToArray();
        gate.SetResult();
        await first;
        // One of them is the wait for the grain's answer.
        await _time.Begun(10, Ct);
        _grain.Requests.Select(request => request.Count).Should().Equal(1, 9);
        _time.Advance(Second);
        (await Task.WhenAll(others)).Should().OnlyContain(isGiven => isGiven);
    }

    [Fact]
    public async Task Caller_WhoWouldWaitTooLong_IsRefusedAtOnceWithTheTime()
    {
        var limiter = Limiter();
        var callers = Enumerable.Range(0, 100).Select(_ => limiter.AcquireAsync(1, Ct).AsTask()).ToArray();
        // 61 within three seconds, both ends included; of them 60 wait.
        await Until(() => callers.Count(caller => caller.IsCompleted) == 40);
        var refused = 0;
        foreach (var caller in callers.Where(caller => caller.IsCompleted))
        {
            var permit = await caller;
            if (!permit.IsAcquired)
            {
                refused++;
                permit.TryGetMetadata(MetadataName.RetryAfter, out var after).Should().BeTrue();
                after.Should().BeGreaterThan(3 * Second);
            }
        }

        refused.Should().Be(39);
    }

    [Fact]
    public async Task Queue_ThatIsFull_RefusesAtOnce()
    {
        _options.MaxQueuedCalls = 5;
        var limiter = Limiter();
        _grain.Gate = new TaskCompletionSource().Task;
        var callers = Enumerable.Range(0, 20).Select(_ => Acquire(limiter)).ToArray();
        await Until(() => callers.Count(caller => caller.IsCompleted) == 15);
        limiter.GetStatistics()!.CurrentQueuedCount.Should().Be(5);
    }

    [Fact]
    public async Task Cancellation_OfOneWhoWaits_LeavesTheOthersTheirTimes()
    {
        var limiter = Limiter();
        await Acquire(limiter);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var cancelled = limiter.AcquireAsync(1, caller.Token).AsTask();
        await _time.Begun(1, Ct);
        var other = Acquire(limiter);
        await _time.Begun(1, Ct);
        await caller.CancelAsync();
        var call = () => cancelled;
        await call.Should().ThrowAsync<OperationCanceledException>();
        _time.Advance(TimeSpan.FromMilliseconds(99));
        other.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await other).Should().BeTrue();
    }

    [Fact]
    public async Task Permits_FromBeforeACut_AreAskedForAgain()
    {
        var limiter = Limiter();
        await Acquire(limiter);
        var waiting = Enumerable.Range(0, 3).Select(_ => Acquire(limiter)).ToArray();
        await _time.Begun(3, Ct);
        await limiter.Throttled(Second, TimeSpan.Zero);
        await _time.Begun(3, Ct);
        _time.Advance(Second - TimeSpan.FromMilliseconds(1));
        waiting.Should().OnlyContain(caller => !caller.IsCompleted, "the platform asked for a second");
        _time.Advance(TimeSpan.FromMilliseconds(201));
        (await Task.WhenAll(waiting)).Should().OnlyContain(isGiven => isGiven);
    }

    // Between the answer to a caller's question and its wait another one may have heard of a cut.
    [Fact]
    public void Epoch_ThatHasEnded_IsOverForWhoComesLater()
    {
        var epoch = new RateEpoch(1, 0);
        epoch.Dispose();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(Ct, epoch.Ended);
        waiting.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task Cut_ThatAnotherSiloCaused_HoldsHereWithTheNextQuestion()
    {
        var (here, there) = (Limiter(), Limiter());
        await Acquire(here);
        var waiting = Acquire(here);
        await _time.Begun(1, Ct);
        await there.Throttled(Second, TimeSpan.Zero);
        var next = Acquire(here);
        await _time.Begun(2, Ct);
        _time.Advance(Second - TimeSpan.FromMilliseconds(1));
        new[] { waiting, next }.Should().OnlyContain(caller => !caller.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(101));
        (await Task.WhenAll(waiting, next)).Should().OnlyContain(isGiven => isGiven);
    }

    [Fact]
    public async Task Refusals_OfPermitsFromBeforeACut_AreNotTold()
    {
        var limiter = Limiter();
        await Acquire(limiter);
        _time.Advance(Second);
        await limiter.Throttled(Second, TimeSpan.Zero);
        _time.Advance(Second / 2);
        await limiter.Throttled(Second, Second);
        _grain.Excesses.Should().ContainSingle();
    }

    [Fact]
    public async Task Grain_ThatIsAway_LeavesASmallRate()
    {
        _options.EmergencyCallsPerSecond = 2;
        var limiter = Limiter();
        _grain.IsAway = true;
        (await Acquire(limiter)).Should().BeTrue("not nothing");
        var callers = Enumerable.Range(0, 20).Select(_ => Acquire(limiter)).ToArray();
        await Until(() => callers.Count(caller => caller.IsCompleted) == 14);
        (await Task.WhenAll(callers.Where(caller => caller.IsCompleted)))
            .Should()
            .OnlyContain(isGiven => !isGiven, "not everything");
        await _time.Begun(6, Ct);
        _time.Advance(3 * Second);
        (await Task.WhenAll(callers)).Count(isGiven => isGiven).Should().Be(6);
        _grain.Requests.Should().ContainSingle("it is not asked by each caller in turn");
    }

    [Fact]
    public async Task Grain_ThatIsBack_IsAskedAgain()
    {
        var limiter = Limiter();
        _grain.IsAway = true;
        (await Acquire(limiter)).Should().BeTrue();
        _grain.IsAway = false;
        _time.Advance(2 * Second);
        (await Acquire(limiter)).Should().BeTrue();
        _grain.Requests.Should().HaveCount(2);
        (await Acquire(limiter, () => _time.Advance(Second))).Should().BeTrue();
    }

    [Fact]
    public async Task Refusal_WhileTheGrainIsAway_PausesHere()
    {
        var limiter = Limiter();
        await Acquire(limiter);
        _grain.IsAway = true;
        await limiter.Throttled(TimeSpan.FromMinutes(1), TimeSpan.Zero);
        (await Acquire(limiter)).Should().BeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        (await Acquire(limiter)).Should().BeTrue();
    }

    [Fact]
    public async Task Call_ThatWaitsAlone_IsKnownInEverySiloWithItsNextPermit_UntilItIsForgotten()
    {
        var (first, second) = (Limiter(), Limiter());
        await first.Paused("item.get", TimeSpan.FromHours(8));
        first.PauseOf("item.get").Should().Be(TimeSpan.FromHours(8), "it need not ask");

        (await Acquire(second)).Should().BeTrue("the others go on");

        second.PauseOf("item.get").Should().Be(TimeSpan.FromHours(8));
        second.PauseOf("item.list").Should().Be(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromHours(1));
        second.PauseOf("item.get").Should().Be(TimeSpan.FromHours(7));
        await _grain.Forget("a", Ct);
        foreach (var limiter in (LeasedRateLimiter[])[first, second])
        {
            _time.Advance(Second);
            (await Acquire(limiter)).Should().BeTrue();
            limiter.PauseOf("item.get").Should().Be(TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task Pause_ThatWasForgotten_EndsThoughARefusalTaughtTheGenerationFirst()
    {
        var limiter = Limiter();
        await limiter.Paused("item.get", TimeSpan.FromHours(8));
        await _grain.Forget("a", Ct);
        await limiter.Throttled(Second, TimeSpan.Zero);
        _time.Advance(10 * Second);
        (await Acquire(limiter)).Should().BeTrue();
        limiter.PauseOf("item.get").Should().Be(TimeSpan.Zero);
    }

    public void Dispose()
    {
        _limiters.ForEach(static limiter => limiter.Dispose());
        _metrics.Dispose();
        _services.Dispose();
    }

    private LeasedRateLimiter Limiter()
    {
        var line = new RateLine("p/a", "p", "a", RateSchedule.AnyCall);
        var limiter = new LeasedRateLimiter(line, () => _grain, _options, _metrics, _time, NullLogger.Instance);
        _limiters.Add(limiter);
        return limiter;
    }

    private static async Task<bool> Acquire(LeasedRateLimiter limiter)
    {
        using var permit = await limiter.AcquireAsync(1, Ct);
        return permit.IsAcquired;
    }

    private async Task<bool> Acquire(LeasedRateLimiter limiter, Action onceItWaits)
    {
        var caller = Acquire(limiter);
        await _time.Begun(1, Ct);
        onceItWaits();
        return await caller;
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
