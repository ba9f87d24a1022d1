using System.Globalization;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.ShopSync;

/// <summary>The figures of an enrichment as Markdown.</summary>
internal static class EnrichmentTable
{
    public static string Of(EnrichmentLoad load, EnrichmentFigures figures)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {load.Orders} parent orders of the sandbox's Temu at {load.Rate} calls/s permitted (Temu's own: 20), {load.Faults * 100:F0} % passing failures, one `kill -9` of host and database half way. Host's times by the rate: {string.Join(
                ", ",
                load.Settings().Select(static one => $"`{one["Integration:".Length..]}`")
            )}. {Machine.Describe()}

            | | measured | aim |
            | --- | --- | --- |
            | share of the permitted rate used while there was work | {figures.Busy.ShareOf(load.Rate):F3} ({figures.Busy.Calls} calls in {figures.Busy.Time.TotalSeconds:F1} s) | at least 0.9 |
            | the same from the first call to the last task, with the kill | {figures.Whole.ShareOf(load.Rate):F3} ({figures.Whole.Time.TotalSeconds:F1} s) | |
            | from the kill to the first answer to the next process, s | {figures.Away.TotalSeconds:F1} | |
            | tasks completed, failed | {figures.Completed}, {figures.Failed} | {load.Orders}, 0 |
            | orders answered by the platform | {figures.Answered} | {load.Orders} |
            | of these more than once, most answers of one | {figures.AnsweredAgain}, {figures.MostAnswers} | in flight at the kill only |
            | events `order.package_assigned`, orders they are about | {figures.Events}, {figures.EventOrders} | {load.Orders}, {load.Orders} |
            | calls that met a passing failure | {figures.Faults} | |
            | calls above the permitted rate | {figures.Excess} | 0 |
            """
        );
    }
}
