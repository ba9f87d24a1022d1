using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Integration.Scheduling;

/// <summary>
/// The times of a cron expression by the wall clock of a zone. A local time that the clocks skip comes at the first one after the gap;
/// one that is there twice comes once, the first time, unless the expression is of intervals.
/// </summary>
public sealed class CronTimes
{
    /// <summary>What an expression must be, as a sentence.</summary>
    public const string Rule =
        "Five fields - minute, hour, day of the month, month, day of the week - such as 0 2 * * *, and a time that comes.";

    // One with a year in which nothing comes, as 30 February, is refused.
    private static readonly DateTimeOffset s_some = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly CronExpression _expression;

    private CronTimes(CronExpression expression) => _expression = expression;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">To 100 characters; null is refused.</param>
    /// <param name="times">The times; null where the answer is false.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CronTimes? times)
    {
        times =
            text is { Length: > 0 and <= 100 }
            && CronExpression.TryParse(text, out var expression)
            && expression.GetNextOccurrence(s_some, TimeZoneInfo.Utc) is not null
                ? new(expression)
                : null;
        return times is not null;
    }

    /// <summary>The first time after an instant; null where none comes any more.</summary>
    /// <param name="after">The instant, which does not count itself.</param>
    /// <param name="zone">Whose wall clock counts.</param>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) =>
        _expression.GetNextOccurrence(after, zone)?.ToUniversalTime();
}
