using Integration.Partitions;

namespace Integration.Alerts;

/// <summary>Measures what concerns the whole cluster: read once, by the silo that steps.</summary>
internal sealed class ClusterMeasures(
    AlertMeasureQueries queries,
    PartitionMaintenance partitions,
    SyncMeasures syncs,
    AccountMeasures accounts,
    AlertStepOptions options
)
{
    /// <summary>One round.</summary>
    /// <param name="watched">What alerts stand for: that it is not so any more is said too.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the queries.</param>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<AlertObservation>> Read(
        WatchedLabels watched,
        DateTimeOffset now,
        CancellationToken ct
    )
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

        values.AddRange(await Overdue(watched, now, ct));
        values.AddRange(await syncs.Read(watched, now, ct));
        values.AddRange(await accounts.Read(watched, now, ct));
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var (table, last) in await partitions.LastDays(ct))
        {
            var ahead = last is { } day ? day.DayNumber - today.DayNumber : -1;
            values.Add(Of(AlertMetrics.PartitionDaysAhead, "table", table, ahead, now));
        }

        return values;
    }

    private async Task<IEnumerable<AlertObservation>> Overdue(
        WatchedLabels watched,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var overdue = (await queries.Overdue(now, options.MaxSubscribers, ct)).ToDictionary(
            static one => one.Subscriber,
            one => now - one.DueAt,
            StringComparer.Ordinal
        );
        foreach (var labels in watched.Of(AlertMetrics.DeliveryOverdue))
        {
            if (labels.TryGetValue("subscriber", out var subscriber))
                overdue.TryAdd(subscriber, TimeSpan.Zero);
        }

        return overdue.Select(one =>
            Of(AlertMetrics.DeliveryOverdue, "subscriber", one.Key, one.Value.TotalSeconds, now)
        );
    }

    private static AlertObservation Of(
        AlertMetric metric,
        string label,
        string name,
        double value,
        DateTimeOffset now
    ) => new(metric.Name, new Dictionary<string, string>(StringComparer.Ordinal) { [label] = name }, value, now);
}
