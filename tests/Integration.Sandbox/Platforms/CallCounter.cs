namespace Integration.Sandbox.Platforms;

/// <summary>Counts calls, overlaps, outcomes and which products were asked for. As large as the tables of calls and the catalogue.</summary>
internal sealed class CallCounter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> _fetches = [];
    private readonly Dictionary<string, long> _orderFetches = new(StringComparer.Ordinal);

    /// <summary>A call begins; returns its number under its name, from 1, which a reset does not set back.</summary>
    public long Begin(string call)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(call, out var line))
            {
                line = new Line();
                _lines.Add(call, line);
            }

            line.Calls++;
            line.Overlaps += line.Running > 0 ? 1 : 0;
            line.Running++;
            line.MostAtOnce = Math.Max(line.MostAtOnce, line.Running);
            return ++line.Number;
        }
    }

    /// <summary>A call met a fault.</summary>
    public void Meet(string call, FaultKind fault)
    {
        lock (_lock)
        {
            var faults = _lines[call].Faults;
            faults[fault] = faults.GetValueOrDefault(fault) + 1;
        }
    }

    /// <summary>It is known how the call ends: counted before the answer leaves, so that who has the answer finds it counted.</summary>
    public void Decide(string call, CallOutcome outcome)
    {
        lock (_lock)
        {
            var outcomes = _lines[call].Outcomes;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
    }

    /// <summary>The call is over.</summary>
    public void End(string call)
    {
        lock (_lock)
        {
            _lines[call].Running--;
        }
    }

    /// <summary>A product's detail was asked for.</summary>
    public void Fetch(long item)
    {
        lock (_lock)
        {
            _fetches[item] = _fetches.GetValueOrDefault(item) + 1;
        }
    }

    /// <summary>How often a product's detail was asked for.</summary>
    public long FetchesOf(long item)
    {
        lock (_lock)
        {
            return _fetches.GetValueOrDefault(item);
        }
    }

    /// <summary>An order's detail is answered.</summary>
    public void FetchOrder(string number)
    {
        lock (_lock)
        {
            _orderFetches[number] = _orderFetches.GetValueOrDefault(number) + 1;
        }
    }

    /// <summary>How often an order's detail was answered.</summary>
    public long FetchesOfOrder(string number)
    {
        lock (_lock)
        {
            return _orderFetches.GetValueOrDefault(number);
        }
    }

    public PlatformCounts Snapshot(long excess, long punishments)
    {
        lock (_lock)
        {
            return new PlatformCounts
            {
                ByCall = _lines
                    .Where(pair => pair.Value.Calls > 0)
                    .ToDictionary(pair => pair.Key, pair => pair.Value.Snapshot(), StringComparer.Ordinal),
                Excess = excess,
                Punishments = punishments,
                ItemsFetched = _fetches.Count,
                MostFetchesOfAnItem = _fetches.Values.DefaultIfEmpty().Max(),
            };
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _fetches.Clear();
            _orderFetches.Clear();
            foreach (var line in _lines.Values)
            {
                line.Reset();
            }
        }
    }

    private sealed class Line
    {
        public long Number { get; set; }

        public long Calls { get; set; }

        public long Overlaps { get; set; }

        public int Running { get; set; }

        public int MostAtOnce { get; set; }

        public Dictionary<CallOutcome, long> Outcomes { get; } = [];

        public Dictionary<FaultKind, long> Faults { get; } = [];

        public CallCounts Snapshot() =>
            new()
            {
                Calls = Calls,
                Overlaps = Overlaps,
                MostAtOnce = MostAtOnce,
                Outcomes = new Dictionary<CallOutcome, long>(Outcomes),
                Faults = new Dictionary<FaultKind, long>(Faults),
            };

        public void Reset()
        {
            Calls = 0;
            Overlaps = 0;
            MostAtOnce = 0;
            Outcomes.Clear();
            Faults.Clear();
        }
    }
}
