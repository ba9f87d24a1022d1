using System.Diagnostics;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.ClusterChaos;

/// <summary>How long subscribers got nothing around a strike.</summary>
internal static class Outages
{
    // Shorter pauses are no outage: each subscriber gets several events a second.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// Of each subscriber that was not served for a while after the strike: from its last arrival before that to the next one,
    /// the longest such time before the next strike.
    /// </summary>
    public static IReadOnlyList<TimeSpan> Of(EventBook book, Strike strike, long until, int subscribers) =>
        [
            .. Enumerable
                .Range(0, subscribers)
                .Select(subscriber => Longest(Arrivals(book, subscriber, subscribers), strike.At, until))
                .Where(gap => gap >= Least),
        ];

    private static long[] Arrivals(EventBook book, int subscriber, int subscribers) =>
        [
            .. Enumerable
                .Range(0, book.Capacity)
                .Where(number => number % subscribers == subscriber)
                .Select(number => book.ArrivedAt(subscriber, number))
                .Where(at => at != 0)
                .Order(),
        ];

    private static TimeSpan Longest(long[] arrivals, long from, long until)
    {
        var longest = TimeSpan.Zero;
        for (var i = 1; i < arrivals.Length; i++)
        {
            // A gap counts from this strike to the next: what lies outside is not its doing.
            if (arrivals[i] > from && arrivals[i - 1] < until)
            {
                var gap = Stopwatch.GetElapsedTime(Math.Max(arrivals[i - 1], from), Math.Min(arrivals[i], until));
                longest = gap > longest ? gap : longest;
            }
        }

        return longest;
    }
}
