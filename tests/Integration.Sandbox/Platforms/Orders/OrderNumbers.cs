using System.Globalization;

namespace Integration.Sandbox.Platforms.Orders;

/// <summary>Numbers of orders and lines in the form of a platform: Temu's with its prefix, the others' long whole numbers.</summary>
internal static class OrderNumbers
{
    // Room for the numbers of an order's lines.
    private const int Apart = 10;

    /// <summary>The number of the order of an index.</summary>
    public static string Order(PlatformKind kind, int index) =>
        FirstOf(kind) is { } first ? Text(first + ((long)index * Apart)) : $"PO-{Temu(index)}";

    /// <summary>The number of one of its lines.</summary>
    /// <param name="kind">The platform.</param>
    /// <param name="index">The order's index.</param>
    /// <param name="line">From 0.</param>
    public static string Line(PlatformKind kind, int index, int line) =>
        FirstOf(kind) is { } first
            ? Text(first + ((long)index * Apart) + line + 1)
            : string.Create(CultureInfo.InvariantCulture, $"{Temu(index)}-{line + 1}");

    // Beyond the whole numbers that a double holds, but AliExpress'.
    private static long? FirstOf(PlatformKind kind) =>
        kind switch
        {
            PlatformKind.Taobao => 2_231_958_349_000_000_000,
            PlatformKind.Alibaba1688 => 167_539_019_420_540_000,
            PlatformKind.AliExpress => 1_160_045_860_056_280,
            _ => null,
        };

    private static string Temu(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"211-{index + 1:00000000000000000}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
