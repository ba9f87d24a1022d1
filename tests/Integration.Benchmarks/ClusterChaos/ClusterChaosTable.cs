using System.Globalization;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.ClusterChaos;

/// <summary>The figures as Markdown.</summary>
internal static class ClusterChaosTable
{
    public static string Of(ClusterChaosOptions options, ClusterChaosFigures figures)
    {
        var share = figures.Acknowledged == 0 ? 0 : 100.0 * figures.Repeated / figures.Acknowledged;
        var rows = string.Join('\n', figures.Strikes.Select(Row));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Two silos, two gateways, {options.Rate} events/s for {options.Duration.TotalMinutes:0.#} min to {options.Subscribers} subscribers; every {options.Every.TotalSeconds:0} s one process is struck, seed {options.Seed}. {Machine.Describe()}

            | | measured | aim |
            | --- | --- | --- |
            | events due, acknowledged | {figures.Due}, {figures.Acknowledged} | |
            | acknowledged and lost | {figures.Lost} | 0 |
            | repeated deliveries | {figures.Repeated} ({share:F2} % of the acknowledged) | only of outcomes not committed |
            | wrong signature, or unknown | {figures.Wrong} | 0 |
            | woken silos that ended themselves | {figures.EndedThemselves} | |

            | strike | times | subscribers that waited | served again after, s: median, worst (aim 10, 15) | failed requests |
            | --- | --- | --- | --- | --- |
            {rows}
            """
        );
    }

    private static string Row(StrikeFigures figures)
    {
        var outages = Medians.Of(figures.Outages.Select(outage => outage.TotalSeconds));
        var times =
            figures.Outages.Count == 0
                ? "not missed"
                : string.Create(CultureInfo.InvariantCulture, $"{outages.Middle:F1}, {outages.Most:F1}");
        var failures = string.Join(
            ", ",
            figures
                .Failures.GroupBy(how => how, StringComparer.Ordinal)
                .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} × {group.Key}"))
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {figures.Name} | {figures.Strikes} | {figures.Outages.Count} | {times} | {(failures.Length == 0 ? "0" : failures)} |"
        );
    }
}
