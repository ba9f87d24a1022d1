using System.Collections.Concurrent;

namespace Integration.Conflicts;

/// <summary>What came of a batch of owed writes so far. Safe to be used by many at once.</summary>
internal sealed class OwedBatch
{
    private readonly ConcurrentQueue<OwedResult> _results = [];
    private readonly ConcurrentDictionary<OwedWrite, bool> _sent = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is known.</summary>
    public IReadOnlyCollection<OwedResult> Results => _results;

    /// <summary>What was given to the platform, whether it has answered or not.</summary>
    public IReadOnlyCollection<OwedWrite> Sent => [.. _sent.Keys];

    public void Add(IEnumerable<OwedResult> results)
    {
        foreach (var one in results)
        {
            _results.Enqueue(one);
        }
    }

    /// <summary>Takes back that they were given: the platform has refused them together, and each is to be given alone.</summary>
    public void TakeBack(IEnumerable<OwedWrite> writes)
    {
        foreach (var one in writes)
        {
            _sent.TryRemove(one, out _);
        }
    }

    public void Send(IEnumerable<OwedWrite> writes)
    {
        foreach (var one in writes)
        {
            _sent[one] = true;
        }
    }
}
