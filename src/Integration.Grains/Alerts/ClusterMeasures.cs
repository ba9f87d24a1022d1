using Integration.Partitions;

namespace Integration.Alerts;

/// <summary>Measures what concerns the whole cluster: read once, by the silo that steps.</summary>
internal sealed class ClusterMeasures(
    AlertMeasureQueries queries,
    PartitionMaintenance partitions,
    AlertStepOptions options
)
{
    private HashSet<string> _overdue = new(StringComparer.Ordinal);

    /// <summary>One round.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<AlertObservation>> Read(DateTimeOffset now, CancellationToken ct)
    {
        var values = new List<AlertObservation>();
        var since = now - options.RatioWindow;
        foreach (
            var (subscriber, ratio) in await queries.FailureRatios(
                since,
                options.LeastAttempts,
                options.MaxSubscribers,
                ct
            )
        )
        {
            values.Add(Of(AlertMetrics.DeliveryFailureRatio, "subscriber", subscriber, ratio, now));
        }

        values.AddRange(await Overdue(now, ct));
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var (table, last) in await partitions.LastDays(ct))
        {
            var ahead = last is { } day ? day.DayNumber - today.DayNumber : -1;
            values.Add(Of(AlertMetrics.PartitionDaysAhead, "table", table, ahead, now));
        }

        return values;
    }

    private async Task<IEnumerable<AlertObservation>> Overdue(DateTimeOffset now, CancellationToken ct)
    {
        var due = (await queries.FirstDue(options.MaxSubscribers, ct)).ToDictionary(
            static one => one.Subscriber,
            one => one.DueAt < now ? now - one.DueAt : TimeSpan.Zero,
            StringComparer.Ordinal
        );
        // For whom nothing waits any more, that must be said once: no value would be no news.
        foreach (var done in _overdue.Except(due.Keys, StringComparer.Ordinal).ToList())
            due[done] = TimeSpan.Zero;
        _overdue = due.Where(static one => one.Value > TimeSpan.Zero)
            .Select(static one => one.Key)
            .ToHashSet(StringComparer.Ordinal);
        return due.Select(one => Of(AlertMetrics.DeliveryOverdue, "subscriber", one.Key, one.Value.TotalSeconds, now));
    }

    private static AlertObservation Of(
        AlertMetric metric,
        string label,
        string name,
        double value,
        DateTimeOffset now
    ) => new(metric.Name, new Dictionary<string, string>(StringComparer.Ordinal) { [label] = name }, value, now);
}
