namespace Integration.Caching;

/// <summary>The answer: look-ups in the cache in front of platforms, as silos have written them down.</summary>
/// <param name="Running">Of all time, to within the last minute, by kind of data.</param>
/// <param name="Days">Days of the range in which something was looked up, oldest first.</param>
internal sealed record CacheReport(IReadOnlyList<CacheFigures> Running, IReadOnlyList<CacheDay> Days)
{
    public static CacheReport Of(
        IReadOnlyList<CacheCount> running,
        IReadOnlyList<(DateOnly Day, CacheCount Count)> days
    ) =>
        new(
            [.. running.Select(CacheFigures.Of)],
            [
                .. days.GroupBy(static one => one.Day, static one => CacheFigures.Of(one.Count))
                    .Select(static day => new CacheDay(day.Key, [.. day])),
            ]
        );
}
