using System.Globalization;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.PlatformSync;

/// <summary>The result as Markdown.</summary>
internal static class PlatformSyncTable
{
    public static string Of(PlatformSyncOptions options, IReadOnlyList<PlatformSyncRound> rounds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {options.Products} products of the sandbox's Taobao (affiliate interface, 20 ids a call, at most 64 calls at once) that takes {options.Latency.TotalMilliseconds} ms for an answer; medians of {options.Rounds} rounds. {Machine.Describe()}

            | | calls | s | ms a product |
            | --- | --- | --- | --- |
            {Row("one call after the other", options, [.. rounds.Select(static one => one.OneByOne)])}
            {Row("through cache and batches, nothing kept", options, [.. rounds.Select(static one => one.Batched)])}
            {Row("the same again, kept in memory", options, [.. rounds.Select(static one => one.Again)])}

            Time ratio: **{Middle(
                rounds.Select(static one => one.Ratio)
            ):F0}** (aim: at least 10); calls saved: **{Middle(rounds.Select(static one => one.Saved))
                * 100:F1} %** (aim: at least 90 %).
            """
        );

    private static string Row(string name, PlatformSyncOptions options, Reading[] readings)
    {
        var seconds = Middle(readings.Select(static one => one.Time.TotalSeconds));
        var calls = Middle(readings.Select(static one => (double)one.Calls));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {calls:F0} | {seconds:F2} | {seconds * 1000 / options.Products:F3} |"
        );
    }

    private static double Middle(IEnumerable<double> values) => Medians.Of(values).Middle;
}
