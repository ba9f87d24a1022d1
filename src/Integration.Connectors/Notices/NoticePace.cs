namespace Integration.Notices;

/// <summary>
/// Counts messages against the rates of a channel, in sliding windows. Times are those of a monotonic clock. Not thread-safe.
/// </summary>
internal sealed class NoticePace(IReadOnlyList<NoticeRate> rates)
{
    private readonly Queue<TimeSpan> _sent = new();
    private readonly TimeSpan _longest = rates.Select(static rate => rate.Window).DefaultIfEmpty().Max();

    /// <summary>How many messages may go out now; <see cref="int.MaxValue"/> without rates.</summary>
    internal int Left(TimeSpan now) =>
        rates.Select(rate => rate.Messages - Within(rate, now)).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>How long until at least one may; zero when one may now.</summary>
    internal TimeSpan Wait(TimeSpan now) => rates.Select(rate => Wait(rate, now)).DefaultIfEmpty().Max();

    /// <summary>Notes a message; attempts that failed count too, the other side may have counted them.</summary>
    internal void Note(TimeSpan now)
    {
        if (rates.Count == 0)
            return;
        while (_sent.TryPeek(out var oldest) && now - oldest >= _longest)
        {
            _sent.Dequeue();
        }

        _sent.Enqueue(now);
    }

    private int Within(NoticeRate rate, TimeSpan now) => _sent.Count(sent => now - sent < rate.Window);

    private TimeSpan Wait(NoticeRate rate, TimeSpan now)
    {
        var within = Within(rate, now);
        if (within < rate.Messages)
            return TimeSpan.Zero;
        // The one whose leaving makes room.
        var blocking = _sent.ElementAt(_sent.Count - rate.Messages);
        return blocking + rate.Window - now;
    }
}
