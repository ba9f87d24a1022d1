using System.Globalization;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.ShopSync;

/// <summary>The figures of schedules as Markdown.</summary>
internal static class ScheduleTable
{
    /// <summary>Starts of one second that are still few.</summary>
    public const int Handful = 5;

    public static string Of(ScheduleLoad load, ScheduleFigures figures)
    {
        var late = Medians.Of(figures.Late);
        var busy = Medians.Of(figures.Busy);
        double[] sorted = [.. figures.Late.Order()];
        var p99 = sorted.Length == 0 ? double.NaN : sorted[(int)(0.99 * (sorted.Length - 1))];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {load.Shops} shops with an account each at the sandbox's Temu, orders and products every {load.Every}, on a gateway and {SchedulePhase.Silos} silos, watched for {figures.Time.TotalMinutes:F1} min while nothing else happens; no reminder is used, the silos look for what is due. {Machine.Describe()}

            | | measured | aim |
            | --- | --- | --- |
            | starts due | {figures.Due} | |
            | not started within a minute | {figures.Missed} | 0 |
            | start after its time, s: median, p99, worst | {late.Middle:F1}, {p99:F1}, {late.Most:F1} | worst at most 60 |
            | starts a second on the mean | {figures.PerSecond.Sum() / figures.Time.TotalSeconds:F2} | |
            | in a second that has any: median, most | {busy.Middle:F0}, {busy.Most:F0} | most a handful |
            | starts in a second of at most {Handful} | {figures.WithinHandful(Handful) * 100:F1} % | |
            | runs that did not complete | {figures.Failed} | 0 |
            | silos, % of a core each | {Percents(figures.Silos)} | |
            | gateway, PostgreSQL, % of a core | {Percents([figures.Gateway, figures.Database])} | |
            | silos' memory, MB | {string.Join(
                ", ",
                figures.Megabytes.Select(static one => one.ToString("F0", CultureInfo.InvariantCulture))
            )} | |
            """
        );
    }

    private static string Percents(IReadOnlyList<double> shares) =>
        string.Join(", ", shares.Select(static one => (100 * one).ToString("F1", CultureInfo.InvariantCulture)));
}
