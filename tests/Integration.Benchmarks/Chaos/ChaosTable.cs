using System.Globalization;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Chaos;

/// <summary>The figures as Markdown.</summary>
internal static class ChaosTable
{
    public static string Of(ChaosOptions options, ChaosFigures figures)
    {
        var back = Medians.Of(figures.Back.Select(time => time.TotalSeconds));
        var caughtUp = Medians.Of(figures.CaughtUp.Select(time => time.TotalSeconds));
        var share = figures.Acknowledged == 0 ? 0 : 100.0 * figures.Repeated / figures.Acknowledged;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {options.Kills} times `kill -9` of host and database under {options.Rate} events/s to one subscriber of concurrency {options.Concurrency}; seed {options.Seed}. {Machine.Describe()}

            | | measured | aim |
            | --- | --- | --- |
            | events due, acknowledged | {figures.Due}, {figures.Acknowledged} | |
            | acknowledged and lost | {figures.Lost} | 0 |
            | repeated deliveries | {figures.Repeated} ({share:F2} % of the acknowledged) | at most {options.MostRepeats} |
            | stored, though the kill cut the 202 off | {figures.Unacknowledged} | |
            | wrong signature, or unknown | {figures.Wrong} | 0 |
            | 202 again, s: median, worst | {back.Middle:F2}, {back.Most:F2} | 5, 10 |
            | all of before the kill delivered, s: median, worst | {caughtUp.Middle:F2}, {caughtUp.Most:F2} | |
            """
        );
    }
}
