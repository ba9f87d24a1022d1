using Integration.Sync;

namespace Integration.Alerts;

/// <summary>Measures syncs and enrichment of all shops from their rows (S7): read once, by the silo that steps.</summary>
internal sealed class SyncMeasures(SyncMeasureQueries queries, SyncMetrics metrics, AlertStepOptions options)
{
    private const int Kinds = 2;

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
        var values = new MeasuredValues(watched, now);
        values.Add(
            AlertMetrics.SyncRunningTime,
            (await queries.Running(options.MaxShops * Kinds, ct)).Select(one =>
                (Labels(one.Shop, one.Kind), (now - one.StartedAt).TotalSeconds)
            ),
            most: options.MaxShops * Kinds
        );
        var freshness = await queries.Freshness(shop: null, now, options.MaxShops * Kinds, ct);
        metrics.Measured(freshness);
        values.Add(
            AlertMetrics.SyncLate,
            freshness.Select(static one => (Labels(one.Shop, one.Kind), one.LateSeconds))
        );
        values.Add(
            AlertMetrics.ShopRefused,
            (await queries.Refused(options.MaxShops, ct)).Select(static shop => (Labels(shop), 1.0)),
            most: options.MaxShops
        );
        values.Add(
            AlertMetrics.EnrichmentBacklog,
            (await queries.Backlog(now, options.MaxTasks, options.MaxShops, ct)).Select(static one =>
                (Labels(one.Shop), (double)one.Tasks)
            ),
            most: options.MaxShops
        );
        values.Add(
            AlertMetrics.EnrichmentFailureRatio,
            (await queries.Ended(now - options.RatioWindow, options.MaxTasks, options.MaxShops, ct))
                .Where(one =>
                    one.All >= options.LeastCount || (one.Failed >= options.LeastFailed && one.Failed * 2 > one.All)
                )
                .Select(static one => (Labels(one.Shop), one.Failed / (double)one.All))
        );
        return values.All;
    }

    private static Dictionary<string, string> Labels(string shop, SyncKind? kind = null)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["shop"] = shop };
        if (kind is { } known)
            labels["kind"] = known.ToString().ToLowerInvariant();
        return labels;
    }
}
