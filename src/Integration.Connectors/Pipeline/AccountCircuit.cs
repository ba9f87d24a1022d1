using Integration.Calls;
using Integration.Platforms;
using Polly;
using Polly.CircuitBreaker;

namespace Integration.Pipeline;

/// <summary>Leaves an account in peace once most of its attempts failed for a passing reason; then one attempt is let through.</summary>
internal sealed class AccountCircuit
{
    private readonly ResiliencePipeline<PlatformResult<PlatformReply>> _attempts;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private long _openUntil;

    /// <summary>A closed one.</summary>
    /// <param name="options">Of the platform.</param>
    /// <param name="time">For the pause.</param>
    public AccountCircuit(PipelineOptions options, TimeProvider time)
    {
        (_pause, _time) = (options.BreakerPause, time);
        _attempts = new ResiliencePipelineBuilder<PlatformResult<PlatformReply>> { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<PlatformResult<PlatformReply>>
                {
                    FailureRatio = options.BreakerFailureShare,
                    MinimumThroughput = options.BreakerMinimumCalls,
                    SamplingDuration = options.BreakerWindow,
                    BreakDuration = options.BreakerPause,
                    StateProvider = _state,
                    ShouldHandle = args => ValueTask.FromResult(IsFailure(args.Outcome)),
                    OnOpened = _ => OpenForAWhile(),
                    // While the one attempt is under way the others need not wait for a permit to hear that they may not.
                    OnHalfOpened = _ => OpenForAWhile(),
                    OnClosed = _ =>
                    {
                        Volatile.Write(ref _openUntil, 0);
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
    }

    /// <summary>How much longer nothing is called; null where an attempt may be made.</summary>
    public TimeSpan? Left
    {
        get
        {
            var left = TimeSpan.FromTicks(Volatile.Read(ref _openUntil) - _time.GetUtcNow().UtcTicks);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Makes an attempt, or gives a <see cref="BrokenCircuitException"/> as its outcome.</summary>
    /// <param name="attempt">One request; all that was to be waited for is there.</param>
    /// <param name="context">Of the call.</param>
    /// <param name="state">For the attempt.</param>
    public ValueTask<Outcome<PlatformResult<PlatformReply>>> Run<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<PlatformResult<PlatformReply>>>> attempt,
        ResilienceContext context,
        TState state
    ) => _attempts.ExecuteOutcomeAsync(attempt, context, state);

    // An attempt that was given up has shown nothing: it must not close a circuit that waited for it.
    private bool IsFailure(Outcome<PlatformResult<PlatformReply>> outcome) =>
        outcome.Result?.Failure is { Kind: FailureKind.Transient }
        || (outcome.Exception is not null && _state.CircuitState == CircuitState.HalfOpen);

    private ValueTask OpenForAWhile()
    {
        Volatile.Write(ref _openUntil, (_time.GetUtcNow() + _pause).UtcTicks);
        return ValueTask.CompletedTask;
    }
}
