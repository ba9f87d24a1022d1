using System.Globalization;

namespace Integration.Benchmarks.Reports;

/// <summary>The middle of several rounds, with the range.</summary>
internal sealed record Medians(double Least, double Middle, double Most)
{
    /// <summary>Of some values; of an even number the mean of the two in the middle.</summary>
    public static Medians Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0
            ? new(double.NaN, double.NaN, double.NaN)
            : new(sorted[0], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[^1]);
    }

    /// <summary>Middle and range.</summary>
    public string Text(string format) =>
        double.IsNaN(Middle)
            ? ""
            : $"{In(Middle, format)}{(Least < Most ? $" ({In(Least, format)}–{In(Most, format)})" : "")}";

    private static string In(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
