using System.Globalization;
using System.Text;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Growth;

/// <summary>The figures as Markdown, and what of them is not as it should be.</summary>
internal static class GrowthTable
{
    private const double MostRatio = 1.2;
    private const double MostMilliseconds = 100;

    public static string Of(FillOptions options, GrowthFigures empty, GrowthFigures full, Latencies dropping)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Two hubs by turns, one of them with {options.Events:N0} delivered events of {options.Days} days in its tables. {Machine.Describe()}"
        );
        text.AppendLine().AppendLine("| | empty | full | ratio |").AppendLine("| --- | --- | --- | --- |");
        var (before, after) = (Medians.Of(empty.PerSecond).Middle, Medians.Of(full.PerSecond).Middle);
        Row(text, "burst, events/s (median)", before, after);
        Row(text, "p50 at 300/s, ms (median)", Middle(empty, one => one.P50), Middle(full, one => one.P50));
        Row(text, "p99 at 300/s, ms", Middle(empty, one => one.P99), Middle(full, one => one.P99));
        Row(text, "p99 at 300/s while a day is dropped, ms", Middle(full, one => one.P99), dropping.P99);
        Row(text, "worst at 300/s while a day is dropped, ms", Middle(full, one => one.Max), dropping.Max);
        text.AppendLine()
            .AppendLine("| list | empty, ms | full, ms | worst of full, ms |")
            .AppendLine("| --- | --- | --- | --- |");
        foreach (var (name, times) in full.Lists)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {empty.Lists[name].P50:F1} | {times.P50:F1} | {times.Max:F1} |"
            );
        }

        return text.ToString();
    }

    /// <summary>Lists that take longer than they may, and a throughput that has shrunk.</summary>
    public static IReadOnlyList<string> Faults(GrowthFigures empty, GrowthFigures full, Latencies dropping)
    {
        var faults = full
            .Lists.Where(list => list.Value.P50 > MostMilliseconds)
            .Select(list => string.Create(CultureInfo.InvariantCulture, $"{list.Key} takes {list.Value.P50:F0} ms"))
            .ToList();
        var slower = Medians.Of(empty.PerSecond).Middle / Medians.Of(full.PerSecond).Middle;
        Add(slower, "bursts are slower by");
        Add(Middle(full, one => one.P99) / Middle(empty, one => one.P99), "p99 has grown by");
        Add(dropping.P99 / Middle(full, one => one.P99), "p99 while a day is dropped has grown by");
        return faults;

        void Add(double ratio, string what)
        {
            if (ratio > MostRatio)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {ratio:F2}"));
            }
        }
    }

    private static double Middle(GrowthFigures figures, Func<Latencies, double> value) =>
        Medians.Of(figures.Steady.Select(value)).Middle;

    private static void Row(StringBuilder text, string name, double before, double after) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {before:F1} | {after:F1} | {after / before:F2} |");
}
