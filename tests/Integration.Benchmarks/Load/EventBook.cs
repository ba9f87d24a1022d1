using System.Diagnostics;

namespace Integration.Benchmarks.Load;

/// <summary>
/// What became of each event, by its number: when it should have been sent, when it was acknowledged, when each subscriber
/// got it first and how often again. Instants are those of <see cref="Stopwatch"/>; 0 is never.
/// </summary>
internal sealed class EventBook
{
    private readonly long[] _due;
    private readonly long[] _acknowledged;
    private readonly long[][] _arrived;
    private long _lastAcknowledged;
    private long _arrivals;
    private long _repeats;
    private long _refused;
    private long _badlySigned;
    private long _unknown;

    /// <summary>Makes a book for so many events and subscribers.</summary>
    public EventBook(int events, int subscribers = 1)
    {
        _due = new long[events];
        _acknowledged = new long[events];
        _arrived = [.. Enumerable.Range(0, subscribers).Select(_ => new long[events])];
    }

    /// <summary>How many events the book can hold.</summary>
    public int Capacity => _due.Length;

    /// <summary>First arrivals over all subscribers.</summary>
    public long Arrivals => Interlocked.Read(ref _arrivals);

    /// <summary>Arrivals of what had arrived before.</summary>
    public long Repeats => Interlocked.Read(ref _repeats);

    /// <summary>Sent, but answered with something else than 202, or not at all.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Arrivals whose signature did not hold.</summary>
    public long BadlySigned => Interlocked.Read(ref _badlySigned);

    /// <summary>Arrivals of what nobody had sent.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    /// <summary>Notes when an event should leave.</summary>
    public void NoteDue(int number, long at) => _due[number] = at;

    /// <summary>Notes an answer.</summary>
    public void NoteAnswer(int number, int status)
    {
        if (status == 202)
        {
            var now = Stopwatch.GetTimestamp();
            Volatile.Write(ref _acknowledged[number], now);
            Interlocked.Exchange(ref _lastAcknowledged, now);
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }
    }

    /// <summary>Notes an arrival.</summary>
    public void NoteArrival(int subscriber, int number, long at, bool signed)
    {
        if (!signed)
        {
            Interlocked.Increment(ref _badlySigned);
        }
        else if (number < 0 || number >= Capacity || _due[number] == 0 || subscriber >= _arrived.Length)
        {
            Interlocked.Increment(ref _unknown);
        }
        else if (Interlocked.CompareExchange(ref _arrived[subscriber][number], at, 0) == 0)
        {
            Interlocked.Increment(ref _arrivals);
        }
        else
        {
            Interlocked.Increment(ref _repeats);
        }
    }

    /// <summary>Whether an event was acknowledged.</summary>
    public bool IsAcknowledged(int number) => Volatile.Read(ref _acknowledged[number]) != 0;

    /// <summary>When an event should have left.</summary>
    public long DueAt(int number) => Volatile.Read(ref _due[number]);

    /// <summary>When a subscriber got an event first.</summary>
    public long ArrivedAt(int subscriber, int number) => Volatile.Read(ref _arrived[subscriber][number]);

    /// <summary>When the last acknowledgement came.</summary>
    public long LastAcknowledged => Interlocked.Read(ref _lastAcknowledged);

    /// <summary>The first acknowledgement after an instant, 0 when there was none.</summary>
    public long FirstAcknowledgedAfter(long instant) => _acknowledged.Where(at => at > instant).DefaultIfEmpty().Min();

    /// <summary>Acknowledged before an instant, and not arrived.</summary>
    public long MissingAcknowledgedBefore(long instant) =>
        _acknowledged.Index().LongCount(one => one.Item != 0 && one.Item < instant && _arrived[0][one.Index] == 0);

    /// <summary>Acknowledged deliveries of a range of events that have not arrived.</summary>
    public long Missing(int from, int count, int subscriber = 0) =>
        Enumerable
            .Range(from, count)
            .LongCount(number => IsAcknowledged(number) && Volatile.Read(ref _arrived[subscriber][number]) == 0);

    /// <summary>From the due instant to the 202, of those acknowledged.</summary>
    public Latencies Acknowledgements(int from, int count) => new(Delays(_acknowledged, from, count));

    /// <summary>From the due instant to the first arrival, of those that arrived.</summary>
    public Latencies Deliveries(int from, int count, int subscribers = 1) =>
        new(Enumerable.Range(0, subscribers).SelectMany(subscriber => Delays(_arrived[subscriber], from, count)));

    /// <summary>Deliveries of a range that took longer than a bound, by subscriber and number.</summary>
    public IEnumerable<(int Subscriber, int Number)> Slower(TimeSpan bound, int from, int count) =>
        Enumerable
            .Range(0, _arrived.Length)
            .SelectMany(_ => Enumerable.Range(from, count), (subscriber, number) => (subscriber, number))
            .Where(one => Stopwatch.GetElapsedTime(_due[one.number], _arrived[one.subscriber][one.number]) > bound);

    /// <summary>From the first due instant of a range to its last arrival.</summary>
    public TimeSpan Span(int from, int count) =>
        Stopwatch.GetElapsedTime(
            _due.Skip(from).Take(count).Where(at => at != 0).Min(),
            _arrived[0].Skip(from).Take(count).Max()
        );

    private IEnumerable<double> Delays(long[] instants, int from, int count) =>
        Enumerable
            .Range(from, count)
            .Where(number => instants[number] != 0)
            .Select(number => Stopwatch.GetElapsedTime(_due[number], instants[number]).TotalMilliseconds);
}
