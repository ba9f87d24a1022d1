using System.Diagnostics.CodeAnalysis;
using Integration.Problems;
using Integration.Time;

namespace Integration.Platforms;

/// <summary>Which steps a range can be read in: minutes up to a day, of which two are kept, else hours.</summary>
internal static class PlatformMetricsSteps
{
    private const int MaxPoints = 1_500;
    private const int WantedPoints = 120;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinutesReach = TimeSpan.FromDays(1);

    /// <summary>The step that was asked for, or one that gives about a hundred points.</summary>
    public static bool TryChoose(
        TimeSpan range,
        TimeSpan? asked,
        out TimeSpan step,
        out bool byMinute,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        byMinute = range <= MinutesReach;
        var least = byMinute ? Minute : Hour;
        step = asked ?? Ceiling(range / WantedPoints, least);
        problem =
            step.Ticks % least.Ticks != 0
                ? Fault($"A multiple of {Durations.Format(least)} for a range of {Durations.Format(range)}.")
            : range.Ticks / step.Ticks > MaxPoints
                ? Fault($"At most {MaxPoints} points: a longer step or a shorter range.")
            : step > range ? Fault("At most as long as the range.")
            : null;
        return problem is null;
    }

    /// <summary>The begin of the step in which an instant lies.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) =>
        new(
            (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / step.Ticks * step.Ticks + DateTimeOffset.UnixEpoch.Ticks,
            TimeSpan.Zero
        );

    /// <summary>More series than one answer has.</summary>
    public static Problem TooMany() =>
        new(
            "too-many-points",
            400,
            $"More than {PlatformCallQuery.MaxRows} points: filter by platform, account or endpoint, or take a longer step."
        );

    private static TimeSpan Ceiling(TimeSpan span, TimeSpan least) =>
        TimeSpan.FromTicks(Math.Max(1, (span.Ticks + least.Ticks - 1) / least.Ticks) * least.Ticks);

    private static Problem Fault(string text) =>
        new("bad-filter", 400, "A query parameter has no valid value; see errors.")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["step"] = [text] },
        };
}
