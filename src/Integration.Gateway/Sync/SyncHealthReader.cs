using Integration.Alerts;
using Integration.Lists;
using Integration.Platforms;
using Integration.Time;

namespace Integration.Sync;

/// <summary>Reads what the health of syncs is judged by: a handful of small queries, each bounded by options.</summary>
internal sealed class SyncHealthReader(
    SyncMeasureQueries syncs,
    PlatformCallTable calls,
    AlertQueries alerts,
    AlertRuleTable rules,
    SyncHealthOptions options,
    DatabaseClock clock
)
{
    private const string WorkerRule = "worker-stopped";

    /// <summary>The health now.</summary>
    public async Task<SyncHealth> Read(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var inForce = (await rules.Load(ct)).Select(static one => one.Rule);
        return SyncHealthRules.Judge(await Figures(now, ct), new SyncHealthLimits(inForce), now);
    }

    private async Task<SyncHealthFigures> Figures(DateTimeOffset now, CancellationToken ct)
    {
        var backlog = await syncs.Backlog(now, options.MaxTasks, mostShops: 1, ct);
        var ended = await syncs.Ended(now - options.Window, options.MaxTasks, options.MaxShops, ct);
        var running = await syncs.Running(1, ct);
        var late = await syncs.Freshness(shop: null, now, options.MaxShops * 2, ct);
        var stopped = await alerts.List(
            new AlertFilter(AlertPhase.Firing, null, WorkerRule),
            new PageRequest(PageRequest.MaxLimit, null),
            ct
        );
        return new SyncHealthFigures
        {
            Backlog = backlog is [var most] ? most : null,
            Failures = ended
                .Where(one => one.All >= options.LeastCount)
                .MaxBy(static one => one.Failed / (double)one.All),
            Longest = running is [var run] ? (run, now - run.StartedAt) : null,
            Calls = await Calls(now, ct),
            StoppedWorkers =
            [
                .. stopped
                    .Data.Select(static one => one.Labels.GetValueOrDefault("worker", "unnamed"))
                    .Distinct(StringComparer.Ordinal),
            ],
            Latest = late.MaxBy(static one => one.LateSeconds),
            RefusedShops = await syncs.Refused(options.MaxShops, ct),
        };
    }

    private async Task<(string Account, long Failed, long All)?> Calls(DateTimeOffset now, CancellationToken ct)
    {
        var points = await calls.Read(
            new PlatformCallQuery
            {
                From = PlatformMetricsSteps.Floor(now - options.Window, TimeSpan.FromMinutes(1)),
                To = now,
                Step = options.Window,
                ByMinute = true,
                ByAccount = true,
            },
            ct
        );
        var judged = points
            .GroupBy(static point => (point.Platform, point.Account))
            .Select(static group =>
                (
                    Account: group.Key.Account ?? group.Key.Platform,
                    Failed: group.Sum(static point => point.Figures.Calls - point.Figures.Succeeded),
                    All: group.Sum(static point => point.Figures.Calls)
                )
            )
            .Where(one => one.All >= options.LeastCount)
            .ToArray();
        return judged.Length == 0 ? null : judged.MaxBy(static one => one.Failed / (double)one.All);
    }
}
