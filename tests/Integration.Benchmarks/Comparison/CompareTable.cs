using System.Globalization;
using System.Text;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Comparison;

/// <summary>The figures of a comparison as Markdown.</summary>
internal static class CompareTable
{
    private static readonly (string Name, Func<RoundFigures, double> Value, string Format, string? Aim)[] Rows =
    [
        ("burst, events/s", f => f.BurstPerSecond, "F0", "≥ 0.75"),
        ("socket to partner p50, ms", f => f.Delivery.P50, "F2", "≤ 2"),
        ("socket to partner p99, ms", f => f.Delivery.P99, "F2", "≤ 2"),
        ("202 p50, ms", f => f.Acknowledgement.P50, "F2", null),
        ("202 p99, ms", f => f.Acknowledgement.P99, "F2", null),
        ("processor time per event in the burst, ms", f => f.CpuPerEvent, "F3", "≤ 1.8"),
        ("processor time per event at the rate, ms", f => f.RateCpuPerEvent, "F3", null),
        ("PostgreSQL's, burst, ms", f => f.DatabaseCpuPerEvent, "F3", null),
        ("generator's, burst, ms", f => f.GeneratorCpuPerEvent, "F3", null),
        ("peak memory, MB", f => f.PeakMegabytes, "F0", "host < 300"),
        ("memory at rest, MB", f => f.IdleMegabytes, "F0", null),
        ("idle, % of a core", f => f.IdlePercent, "F1", "host < 6"),
        ("PostgreSQL idle, % of a core", f => f.DatabaseIdlePercent, "F1", null),
        ("lost", f => f.Lost, "F0", "0"),
        ("repeated", f => f.Repeated, "F0", "0"),
        ("late (over 1 s)", f => f.Late, "F0", "0"),
        ("refused or wrong", f => f.Wrong, "F0", "0"),
    ];

    /// <summary>One round on one line.</summary>
    public static string Line(RoundFigures figures) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.BurstPerSecond:F0}/s cpu {figures.CpuPerEvent:F3} (db {figures.DatabaseCpuPerEvent:F3}, gen {figures.GeneratorCpuPerEvent:F3}) ms; rate: p50 {figures.Delivery.P50:F2} p99 {figures.Delivery.P99:F2}, 202 p50 {figures.Acknowledgement.P50:F2} p99 {figures.Acknowledgement.P99:F2} ms, cpu {figures.RateCpuPerEvent:F3} ms; peak {figures.PeakMegabytes:F0} MB, idle {figures.IdlePercent:F1} %; lost {figures.Lost} repeated {figures.Repeated} late {figures.Late} wrong {figures.Wrong}"
        );

    /// <summary>Medians over the rounds and their ratio.</summary>
    public static string Of(CompareOptions options, List<RoundFigures> host, List<RoundFigures> baseline)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Medians of {options.Rounds} rounds in turns (least to most in brackets), each after a warm-up of {options.WarmUp:N0} events of 1 KiB; burst of {options.Burst:N0} over {options.Connections} connections; {options.Rate}/s for {options.RateFor.TotalSeconds:F0} s. {Machine.Describe()}"
        );
        text.AppendLine()
            .AppendLine("| | host | baseline | ratio | aim |")
            .AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var (name, value, format, aim) in Rows)
        {
            var ours = Medians.Of(host.Select(value));
            var theirs = Medians.Of(baseline.Select(value));
            var ratio =
                theirs.Middle > 0 ? (ours.Middle / theirs.Middle).ToString("F2", CultureInfo.InvariantCulture) : "";
            text.AppendLine($"| {name} | {ours.Text(format)} | {theirs.Text(format)} | {ratio} | {aim} |");
        }

        return text.ToString();
    }
}
