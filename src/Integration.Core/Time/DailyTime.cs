namespace Integration.Time;

/// <summary>Things that are due once a day at a time of day, UTC.</summary>
public static class DailyTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The last instant at or before <paramref name="now"/> that is the time of day.</summary>
    /// <param name="now">Any instant.</param>
    /// <param name="at">Time of day, 0 h to just under 24 h.</param>
    public static DateTimeOffset Last(DateTimeOffset now, TimeSpan at)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + at;
        return today <= now ? today : today - Day;
    }

    /// <summary>The first instant after <paramref name="now"/> that is the time of day.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeSpan at) => Last(now, at) + Day;
}
