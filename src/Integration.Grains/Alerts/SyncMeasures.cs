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
        var (most, all) = (options.MaxShops, options.MaxShops * Kinds);
        var running = await queries.Running(all, ct);
        values.Add(
            AlertMetrics.SyncRunningTime,
            running.Select(one => (Labels(one.Shop, one.Kind), (now - one.StartedAt).TotalSeconds)),
            isCut: running.Count >= all
        );
        var freshness = await queries.Freshness(shop: null, now, all, ct);
        metrics.Measured(freshness);
        values.Add(
            AlertMetrics.SyncLate,
            freshness.Select(static one => (Labels(one.Shop, one.Kind), one.LateSeconds)),
            isCut: freshness.Count >= all
        );
        var refused = await queries.Refused(most, ct);
        values.Add(
            AlertMetrics.ShopRefused,
            refused.Select(static shop => (Labels(shop), 1.0)),
            isCut: refused.Count >= most
        );
        var backlog = await queries.Backlog(now, options.MaxTasks, most, ct);
        values.Add(
            AlertMetrics.EnrichmentBacklog,
            backlog.Select(static one => (Labels(one.Shop), (double)one.Tasks)),
            isCut: backlog.Count >= most
        );
        var ended = await queries.Ended(now - options.RatioWindow, options.MaxTasks, most, ct);
        values.Add(
            AlertMetrics.EnrichmentFailureRatio,
            ended
                .Where(one =>
                    one.All >= options.LeastCount || (one.Failed >= options.LeastFailed && one.Failed * 2 > one.All)
                )
                .Select(static one => (Labels(one.Shop), one.Failed / (double)one.All)),
            isCut: ended.Count >= most
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
