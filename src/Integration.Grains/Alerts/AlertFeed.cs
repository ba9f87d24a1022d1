namespace Integration.Alerts;

/// <summary>Keeps what the parts of this silo say until the next round of measures.</summary>
internal sealed class AlertFeed(AlertStepOptions options, TimeProvider time) : IAlertFeed
{
    // Names from outside are longer than anybody reads; a key is built of them.
    private const int MaxLabel = 200;

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    public void Set(AlertMetric metric, IReadOnlyDictionary<string, string> labels, double value)
    {
        lock (_gate)
        {
            if (Keep(metric, labels) is { } kept)
                kept.Value = value;
        }
    }

    public void Count(AlertMetric metric, IReadOnlyDictionary<string, string> labels, bool failed)
    {
        lock (_gate)
            Keep(metric, labels)?.Counts.Add(time.GetElapsedTime(_start), options.RatioWindow, failed);
    }

    public void Forget(AlertMetric metric, IReadOnlyDictionary<string, string> labels)
    {
        lock (_gate)
            _kept.Remove(AlertLabels.Key(metric.Name, Clean(labels)));
    }

    /// <summary>All that can be said now.</summary>
    public IReadOnlyList<(string Metric, Dictionary<string, string> Labels, double Value)> Read()
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var values = new List<(string, Dictionary<string, string>, double)>();
            foreach (var (key, kept) in _kept)
            {
                var (all, failed) = kept.Counts.Sum(now, options.RatioWindow);
                if (kept.Value is { } value)
                    values.Add((kept.Metric, kept.Labels, value));
                else if (all >= options.LeastCount || (failed >= options.LeastFailed && failed * 2 > all))
                    values.Add((kept.Metric, kept.Labels, failed / (double)all));
                else if (all == 0)
                    _kept.Remove(key);
            }

            return values;
        }
    }

    private Kept? Keep(AlertMetric metric, IReadOnlyDictionary<string, string> labels)
    {
        var clean = Clean(labels);
        var key = AlertLabels.Key(metric.Name, clean);
        if (_kept.TryGetValue(key, out var kept))
            return kept;
        return _kept.Count < options.MaxValues ? _kept[key] = new Kept(metric.Name, clean) : null;
    }

    private static Dictionary<string, string> Clean(IReadOnlyDictionary<string, string> labels) =>
        labels.ToDictionary(static label => label.Key, static label => Clean(label.Value), StringComparer.Ordinal);

    private static string Clean(string value) =>
        value.Length <= MaxLabel && !value.Any(char.IsControl)
            ? value
            : string.Concat(value.Where(static c => !char.IsControl(c)).Take(MaxLabel));

    private sealed class Kept(string metric, Dictionary<string, string> labels)
    {
        public string Metric => metric;

        public Dictionary<string, string> Labels => labels;

        public double? Value { get; set; }

        public FailureCounts Counts { get; } = new();
    }
}
