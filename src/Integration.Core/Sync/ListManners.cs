namespace Integration.Sync;

/// <summary>What a walk has to know about a platform's list; its connector declares it.</summary>
public sealed record ListManners
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan ClockChange = TimeSpan.FromHours(1);

    /// <summary>The times that a window can go by; empty where the list can only be read whole.</summary>
    public WindowLimit[] Windows { get; init; } = [];

    /// <summary>Whether it can be read without a window at all, as lists of products can.</summary>
    public bool HasWhole { get; init; }

    /// <summary>How far back the platform serves the list; null where there is no such limit.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How long before the platform's now a window has to end: until then, changes may still come into it.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How much of the window before is read again, for changes that come into the list late.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether rows can slip from a page to come into one that was read, as in a list that is counted upwards. Otherwise whoever
    /// follows the cursors to their end has seen every record that was there all the time, which is what lists of orders promise.
    /// </summary>
    public bool Shifts { get; init; }

    /// <summary>The zone of the platform's local times; null where its times are unambiguous.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The window of changes; null where changes cannot be asked for.</summary>
    internal WindowLimit? Changes => Of(WindowTime.Changed);

    /// <summary>The limit of windows that go by a time; null where there are none.</summary>
    internal WindowLimit? Of(WindowTime by) => Array.Find(Windows, one => one.By == by);

    /// <summary>
    /// The overlap of a window that starts at an instant: an hour or more within a day of a change of the clocks, when local times are
    /// there twice or not at all.
    /// </summary>
    internal TimeSpan OverlapAt(DateTimeOffset instant)
    {
        var isChangeDay = Zone is { } zone && zone.GetUtcOffset(instant - Day) != zone.GetUtcOffset(instant + Day);
        return isChangeDay && Overlap < ClockChange ? ClockChange : Overlap;
    }
}
