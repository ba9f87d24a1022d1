namespace Integration.Alerts;

/// <summary>What was measured since the last step, bounded: beyond the limit the oldest go. Safe for all threads.</summary>
/// <param name="most">Values at most.</param>
internal sealed class ObservationBuffer(int most)
{
    private readonly Lock _gate = new();
    private readonly Queue<AlertObservation> _values = new();

    /// <summary>Values that went because too many waited.</summary>
    public long Dropped { get; private set; }

    public void Add(IEnumerable<AlertObservation> values)
    {
        lock (_gate)
        {
            foreach (var value in values)
            {
                if (_values.Count >= most)
                {
                    _values.Dequeue();
                    Dropped++;
                }

                _values.Enqueue(value);
            }
        }
    }

    /// <summary>All of them; nothing waits then.</summary>
    public IReadOnlyList<AlertObservation> Take()
    {
        lock (_gate)
        {
            var taken = _values.ToArray();
            _values.Clear();
            return taken;
        }
    }
}
