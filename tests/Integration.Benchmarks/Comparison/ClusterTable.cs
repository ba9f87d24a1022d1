using System.Globalization;
using System.Text;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Comparison;

/// <summary>
/// What gateway and silos apart cost, as Markdown. Two relays that halve the load beside one are the control: what a second process
/// costs on this machine, whatever it runs.
/// </summary>
internal static class ClusterTable
{
    private static readonly (string Name, Func<RoundFigures, double> Value, string Format, string? Aim)[] Rows =
    [
        ("burst, events/s", f => f.BurstPerSecond, "F0", "1 silo : baseline ≥ 0.5"),
        ("silos' processor time per event in the burst, ms", f => f.CpuPerEvent, "F3", "2 silos : 1 silo ≤ 1.2"),
        ("the same at the rate, ms", f => f.RateCpuPerEvent, "F3", null),
        ("gateway's, burst, ms", f => f.GatewayCpuPerEvent, "F3", null),
        ("PostgreSQL's, burst, ms", f => f.DatabaseCpuPerEvent, "F3", null),
        ("socket to partner p50 at the rate, ms", f => f.Delivery.P50, "F2", null),
        ("socket to partner p99 at the rate, ms", f => f.Delivery.P99, "F2", null),
        ("silos' peak memory, MB", f => f.PeakMegabytes, "F0", null),
        ("lost", f => f.Lost, "F0", "0"),
        ("repeated", f => f.Repeated, "F0", "0"),
        ("refused or wrong", f => f.Wrong, "F0", "0"),
    ];

    /// <summary>Medians over the rounds and their ratios.</summary>
    public static string Of(
        CompareOptions options,
        List<RoundFigures> one,
        List<RoundFigures> two,
        List<RoundFigures> baseline,
        List<RoundFigures> twoRelays
    )
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Medians of {options.Rounds} rounds in turns (least to most in brackets), each after a warm-up of {options.WarmUp:N0} events of 1 KiB a silo; burst of {options.Burst:N0} over {options.Connections} connections; {options.Rate}/s for {options.RateFor.TotalSeconds:F0} s. One gateway, eight sources with a subscriber each. {Machine.Describe()}"
        );
        text.AppendLine()
            .AppendLine(
                "| | 1 silo | 2 silos | baseline | 2 baselines | 1 silo : baseline | 2 silos : 1 silo | 2 baselines : baseline | aim |"
            )
            .AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (name, value, format, aim) in Rows)
        {
            var (first, second, theirs, control) = (
                Medians.Of(one.Select(value)),
                Medians.Of(two.Select(value)),
                Medians.Of(baseline.Select(value)),
                Medians.Of(twoRelays.Select(value))
            );
            text.AppendLine(
                $"| {name} | {first.Text(format)} | {second.Text(format)} | {theirs.Text(format)} | {control.Text(format)} | {Ratio(first.Middle, theirs.Middle)} | {Ratio(second.Middle, first.Middle)} | {Ratio(control.Middle, theirs.Middle)} | {aim} |"
            );
        }

        return text.ToString();
    }

    private static string Ratio(double value, double of) =>
        of > 0 ? (value / of).ToString("F2", CultureInfo.InvariantCulture) : "";
}
