namespace Integration.Delivery;

/// <summary>How old data is, and whether that is too old to push it (W2).</summary>
public static class Freshness
{
    /// <summary>Age from the data's own time, else the event's, else its arrival; the future is age 0.</summary>
    public static TimeSpan Age(
        DateTimeOffset? freshFrom,
        DateTimeOffset? time,
        DateTimeOffset received,
        DateTimeOffset now
    )
    {
        var age = now - (freshFrom ?? time ?? received);
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }

    /// <summary>Whether the age is above the limit; never where there is none.</summary>
    public static bool IsExpired(
        TimeSpan? limit,
        DateTimeOffset? freshFrom,
        DateTimeOffset? time,
        DateTimeOffset received,
        DateTimeOffset now
    ) => limit is { } most && Age(freshFrom, time, received, now) > most;
}
