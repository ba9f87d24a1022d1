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

    private async Task<IReadOnlyList<AlertObservation>> Overdue(
        WatchedLabels watched,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var values = new MeasuredValues(watched, now);
        var overdue = await queries.Overdue(now, options.MaxSubscribers, ct);
        values.Add(
            AlertMetrics.DeliveryOverdue,
            overdue.Select(one => (Labels("subscriber", one.Subscriber), (now - one.DueAt).TotalSeconds)),
            isCut: overdue.Count >= options.MaxSubscribers
        );
        return values.All;
    }

    private static Dictionary<string, string> Labels(string label, string name) =>
        new(StringComparer.Ordinal) { [label] = name };

    private static AlertObservation Of(
        AlertMetric metric,
        string label,
        string name,
        double value,
        DateTimeOffset now
    ) => new(metric.Name, Labels(label, name), value, now);
}
