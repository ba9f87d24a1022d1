namespace Integration.Alerts;

/// <summary>Gathers the values of a round, also for what alerts stand for and no longer is so.</summary>
internal sealed class MeasuredValues(WatchedLabels watched, DateTimeOffset now)
{
    private readonly List<AlertObservation> _values = [];

    /// <summary>All of them so far.</summary>
    public IReadOnlyList<AlertObservation> All => _values;

    /// <summary>Adds what was measured of a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="measured">What is so.</param>
    /// <param name="otherwise">The value of what alerts stand for and was not measured.</param>
    /// <param name="isCut">Whether there may be more than were measured: then nothing is said of the others.</param>
    public void Add(
        AlertMetric metric,
        IEnumerable<(Dictionary<string, string> Labels, double Value)> measured,
        double otherwise = 0,
        bool isCut = false
    )
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (labels, value) in measured)
        {
            said.Add(AlertLabels.Key(metric.Name, labels));
            _values.Add(new AlertObservation(metric.Name, labels, value, now));
        }

        if (isCut)
        {
            return;
        }

        _values.AddRange(
            watched
                .Of(metric)
                .Where(labels => said.Add(AlertLabels.Key(metric.Name, labels)))
                .Select(labels => new AlertObservation(metric.Name, labels, otherwise, now))
        );
    }
}
