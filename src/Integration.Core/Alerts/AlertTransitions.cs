namespace Integration.Alerts;

/// <summary>The state machine of one alert. Pure.</summary>
/// <param name="options">What holds for all rules.</param>
/// <param name="clock">The engine's clock now, in milliseconds.</param>
/// <param name="now">The instant of the step, for people.</param>
internal readonly struct AlertTransitions(AlertOptions options, long clock, DateTimeOffset now)
{
    /// <summary>Takes a value in. The caller settles the entry afterwards.</summary>
    public AlertEntry Observe(AlertEntry entry, AlertRule rule, double value)
    {
        entry = entry with { Value = value, SeenClock = clock };
        if (rule.Condition.Holds(value))
        {
            if (entry.Phase is AlertPhase.Inactive or AlertPhase.Resolved)
                entry = Enter(entry, AlertPhase.Pending) with { Repeats = 0, NoData = false };
            return entry with { Repeats = entry.Repeats + 1, ClearClock = null };
        }

        return entry.Phase switch
        {
            AlertPhase.Pending => Enter(entry, AlertPhase.Inactive),
            AlertPhase.Firing => entry with { ClearClock = entry.ClearClock ?? clock },
            _ => entry,
        };
    }

    /// <summary>Does what time alone does: pending becomes firing, firing resolved, and data run out.</summary>
    public AlertEntry Settle(AlertEntry entry, AlertRule rule)
    {
        if (entry.Value is not null && Passed(entry.SeenClock, options.NoDataAfter))
            entry = WithoutData(entry);
        if (entry.Phase == AlertPhase.Pending && Passed(entry.PhaseClock, rule.For))
            entry = Change(entry, AlertPhase.Firing);
        if (entry is { Phase: AlertPhase.Firing, ClearClock: { } cleared } && Passed(cleared, rule.ClearFor))
            entry = Change(entry, AlertPhase.Resolved);
        return Flap(entry);
    }

    /// <summary>Whether nothing would be lost by forgetting it.</summary>
    public static bool IsIdle(AlertEntry entry) =>
        entry.Phase is AlertPhase.Inactive or AlertPhase.Resolved
        && entry is { Told: AlertTold.Nothing, Flapping: false, Changes.IsEmpty: true };

    private AlertEntry WithoutData(AlertEntry entry)
    {
        entry = entry with { Value = null };
        return entry.Phase switch
        {
            AlertPhase.Pending => Enter(entry, AlertPhase.Inactive),
            AlertPhase.Firing => Change(entry, AlertPhase.Resolved) with { NoData = true },
            _ => entry,
        };
    }

    private AlertEntry Flap(AlertEntry entry)
    {
        var changes = entry.Changes;
        if (entry.Flapping)
        {
            // Old changes are forgotten with the calm: they would make the next single change flapping at once. With it the
            // incident ends for which somebody acknowledged it.
            return changes.IsEmpty || Passed(changes[^1], options.FlapCalm)
                ? entry with
                {
                    Flapping = false,
                    Changes = [],
                    AcknowledgedBy = null,
                    AcknowledgedAt = null,
                }
                : entry;
        }

        var oldest = clock - Milliseconds(options.FlapWindow);
        if (!changes.IsEmpty && changes[0] < oldest)
            entry = entry with { Changes = changes.RemoveAll(change => change < oldest) };
        return entry.Changes.Count >= options.FlapChanges ? entry with { Flapping = true } : entry;
    }

    private AlertEntry Change(AlertEntry entry, AlertPhase phase)
    {
        var changes = entry.Changes.Add(clock);
        if (changes.Count > options.FlapChanges)
            changes = changes.RemoveAt(0);
        entry = Enter(entry, phase) with { Changes = changes, ClearClock = null };
        // One acknowledgement is for one incident; a flapping alert is one incident until it is calm.
        return phase == AlertPhase.Resolved && !entry.Flapping
            ? entry with
            {
                AcknowledgedBy = null,
                AcknowledgedAt = null,
            }
            : entry;
    }

    private AlertEntry Enter(AlertEntry entry, AlertPhase phase) =>
        entry with
        {
            Phase = phase,
            Since = now,
            PhaseClock = clock,
        };

    private bool Passed(long since, TimeSpan time) => clock - since >= Milliseconds(time);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
