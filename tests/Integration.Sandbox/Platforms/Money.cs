using System.Globalization;

namespace Integration.Sandbox.Platforms;

/// <summary>Prices in the sandbox's fixed rates. They are invented: what counts is that a price differs by currency.</summary>
public static class Money
{
    private static readonly Dictionary<string, decimal> PerYuan = new(StringComparer.Ordinal)
    {
        ["CNY"] = 1m,
        ["USD"] = 0.14m,
        ["EUR"] = 0.13m,
        ["GBP"] = 0.11m,
        ["HKD"] = 1.1m,
        ["RUB"] = 13m,
        ["JPY"] = 21m,
        ["KRW"] = 190m,
        ["BRL"] = 0.78m,
    };

    /// <summary>Yuan with two decimals.</summary>
    public static string Yuan(long fen) => Text(fen / 100m);

    /// <summary>A price in another currency with two decimals; null where the currency is not known.</summary>
    public static string? In(string currency, long fen) =>
        PerYuan.TryGetValue(currency, out var rate) ? Text(fen / 100m * rate) : null;

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
