using System.Collections.Concurrent;

namespace Integration.Alerts;

/// <summary>When the background workers of this silo last made a round. Safe for all threads.</summary>
internal sealed class WorkerBeats(TimeProvider time)
{
    // A round that takes longer than its interval is no stopped worker.
    private const int Missed = 5;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (long At, TimeSpan Interval)> _beats = new(StringComparer.Ordinal);

    /// <summary>A worker has made a round, or begins with its first: one whose first round hangs or fails is missed too.</summary>
    /// <param name="worker">Its name, such as <c>sweeper</c>.</param>
    /// <param name="interval">Until it means to make the next.</param>
    public void Beat(string worker, TimeSpan interval) => _beats[worker] = (time.GetTimestamp(), interval);

    /// <summary>Each worker, and whether it runs.</summary>
    public IEnumerable<(string Worker, bool Runs)> Read() =>
        _beats.Select(beat =>
        {
            var patience = beat.Value.Interval * Missed;
            return (beat.Key, time.GetElapsedTime(beat.Value.At) <= (patience > Least ? patience : Least));
        });
}
