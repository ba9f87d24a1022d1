namespace Integration.Caching;

/// <summary>Reads that are under way, so that one which a write overtook is not kept.</summary>
internal sealed class Readings
{
    private readonly Dictionary<string, List<Reading>> _open = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>A read of something begins; it ends with its disposal.</summary>
    public Reading Begin(string of)
    {
        var reading = new Reading(this, of);
        lock (_gate)
        {
            if (!_open.TryGetValue(of, out var others))
            {
                _open.Add(of, others = []);
            }

            others.Add(reading);
        }

        return reading;
    }

    /// <summary>Something was written: what is being read of it may be what was there before.</summary>
    public void Overtake(string of)
    {
        lock (_gate)
        {
            _open.GetValueOrDefault(of)?.ForEach(static reading => reading.IsOvertaken = true);
        }
    }

    private void End(Reading reading)
    {
        lock (_gate)
        {
            var others = _open[reading.Of];
            others.Remove(reading);
            if (others.Count == 0)
            {
                _open.Remove(reading.Of);
            }
        }
    }

    /// <summary>A read that is under way.</summary>
    internal sealed class Reading(Readings owner, string of) : IDisposable
    {
        private volatile bool _isOvertaken;

        /// <summary>What is read.</summary>
        public string Of => of;

        /// <summary>Whether it was written meanwhile.</summary>
        public bool IsOvertaken
        {
            get => _isOvertaken;
            set => _isOvertaken = value;
        }

        public void Dispose() => owner.End(this);
    }
}
