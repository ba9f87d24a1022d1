using System.Globalization;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.ShopSync;

/// <summary>The figures of full runs as Markdown.</summary>
internal static class CostTable
{
    public static string Of(CostLoad load, CostFigures figures) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            A shop of {load.Orders} orders at the sandbox's Temu (100 a page, no rate, {load.Latency.TotalMilliseconds:F0} ms an answer), which runs on the same processors; read as a whole, and again without a change; {load.OneByOne} of them by the hand-written program. {Machine.Describe()}

            | | first full run | again, unchanged | one by one | aim |
            | --- | --- | --- | --- | --- |
            | orders seen, new | {figures.First.Seen}, {figures.First.Created} | {figures.Again.Seen}, {figures.Again.Created} | {load.OneByOne} | |
            | pages | {figures.First.Pages} | {figures.Again.Pages} | | |
            | calls to the platform | {figures.First.Calls} | {figures.Again.Calls} | {figures.OneByOne.Calls} | |
            | calls saved, of one an order | {CostFigures.Saved(figures.First, load) * 100:F1} % | {CostFigures.Saved(
                figures.Again,
                load
            ) * 100:F1} % | | at least 90 % |
            | s | {figures.First.Time.TotalSeconds:F1} | {figures.Again.Time.TotalSeconds:F1} | {figures.OneByOne.Time.TotalSeconds:F1} | |
            | ms an order | {figures.First.TimePerOrder:F3} | {figures.Again.TimePerOrder:F3} | {figures.OneByOneTime(
                load
            ):F3} | |
            | times as fast as one by one | {figures.Ratio(figures.First, load):F0} | {figures.Ratio(
                figures.Again,
                load
            ):F0} | | at least 10 |
            | from a page's answer to the next request, ms an order: median page | {figures.First.GapPerOrder:F3} | {figures.Again.GapPerOrder:F3} | | below 1 |
            | the host's processor time, ms an order | {figures.First.ProcessorPerOrder:F3} | {figures.Again.ProcessorPerOrder:F3} | | below 1 |
            | PostgreSQL's, ms an order | {figures.First.DatabasePerOrder:F3} | {figures.Again.DatabasePerOrder:F3} | | |
            | the host's peak memory, MB | {figures.First.PeakMegabytes:F0} | {figures.Again.PeakMegabytes:F0} | | below 400 |
            | its memory at 25, 50, 75, 100 % of the run, MB | {Quarters(figures.First)} | {Quarters(
                figures.Again
            )} | | flat |
            | rows of orders, versions, events, tasks written | {figures.First.RecordRows} | {figures.Again.RecordRows} | | 0 again |
            | rows of runs and checkpoints written, a page | {PerPage(figures.First)} | {PerPage(figures.Again)} | | |

            Written again, by table: {Tables(figures.Again)}.
            """
        );

    private static string Quarters(FullRunFigures run) =>
        string.Join(
            ", ",
            Enumerable
                .Range(1, 4)
                .Select(quarter => run.Megabytes[((run.Megabytes.Count - 1) * quarter) / 4])
                .Select(static one => one.ToString("F0", CultureInfo.InvariantCulture))
        );

    private static string PerPage(FullRunFigures run) =>
        (run.CheckpointRows / (double)run.Pages).ToString("F2", CultureInfo.InvariantCulture);

    private static string Tables(FullRunFigures run) =>
        string.Join(
            ", ",
            run.Written.OrderByDescending(static one => one.Value)
                .Select(static one => string.Create(CultureInfo.InvariantCulture, $"`{one.Key}` {one.Value}"))
        );
}
