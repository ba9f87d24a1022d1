using System.Globalization;
using System.Text;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Isolation;

/// <summary>The figures as Markdown.</summary>
internal static class IsolationTable
{
    public static string Of(
        IsolationOptions options,
        List<Latencies> without,
        List<Latencies> with,
        double ratio,
        double most
    )
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{IsolationOptions.Healthy} healthy subscribers at {options.Rate} events/s ({options.Rate * IsolationOptions.Healthy} deliveries/s), without and with a dead, a hanging and a slow one (2 s) beside them, in turns; medians of {options.Rounds} phases of {options.PhaseFor.TotalSeconds:F0} s each (least to most in brackets). {Machine.Describe()}"
        );
        text.AppendLine()
            .AppendLine("| healthy ones | p50, ms | p99, ms | worst, ms |")
            .AppendLine("| --- | --- | --- | --- |");
        Row(text, "without", without);
        Row(text, "with bad ones", with);
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Ratio of the p99: **{ratio:F2}** (aim: at most {most}).");
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, List<Latencies> phases) =>
        text.AppendLine(
            $"| {name} | {Cell(phases, one => one.P50)} | {Cell(phases, one => one.P99)} | {Cell(phases, one => one.Max)} |"
        );

    private static string Cell(List<Latencies> phases, Func<Latencies, double> value) =>
        Medians.Of(phases.Select(value)).Text("F2");
}
