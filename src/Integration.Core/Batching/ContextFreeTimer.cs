namespace Integration.Batching;

/// <summary>Timers that run outside the context of whoever happens to make them: his trace is not everybody's.</summary>
internal static class ContextFreeTimer
{
    /// <summary>A timer that is not set yet.</summary>
    public static ITimer Create(TimeProvider time, TimerCallback callback, object? state)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Unset(time, callback, state);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Unset(time, callback, state);
        }
    }

    private static ITimer Unset(TimeProvider time, TimerCallback callback, object? state) =>
        time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
