namespace Integration.Alerts;

/// <summary>The engine's own clock: it counts watched time, whatever the clock on the wall does. Pure.</summary>
internal static class AlertClock
{
    /// <summary>The state at an instant.</summary>
    public static AlertState Advance(AlertState state, AlertOptions options, DateTimeOffset now)
    {
        // To the millisecond, as it is stored: a state read back must go on as the one in memory does.
        now = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        if (state.At is not { } newest)
            return state with { At = now };
        var step = now - newest;
        if (step >= TimeSpan.Zero)
        {
            var watched = step < options.MaxStep ? step : options.MaxStep;
            return state with { At = now, Clock = state.Clock + (long)watched.TotalMilliseconds };
        }

        // A little behind is a late step; far behind, the clock was set back, and time is counted on from there.
        return -step <= options.LateTolerance ? state : state with { At = now };
    }
}
