using System.Collections.Concurrent;

namespace Integration.Conflicts;

/// <summary>What came of a batch of owed writes so far. Safe to be used by many at once.</summary>
internal sealed class OwedBatch
{
    private readonly ConcurrentQueue<OwedResult> _results = [];
    private readonly ConcurrentQueue<OwedWrite> _sent = [];

    /// <summary>What is known.</summary>
    public IReadOnlyCollection<OwedResult> Results => _results;

    /// <summary>What was given to the platform, whether it has answered or not.</summary>
    public IReadOnlyCollection<OwedWrite> Sent => _sent;

    public void Add(IEnumerable<OwedResult> results)
    {
        foreach (var one in results)
        {
            _results.Enqueue(one);
        }
    }

    public void Send(IEnumerable<OwedWrite> writes)
    {
        foreach (var one in writes)
        {
            _sent.Enqueue(one);
        }
    }
}
