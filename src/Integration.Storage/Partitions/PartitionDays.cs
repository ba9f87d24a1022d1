using System.Globalization;

namespace Integration.Partitions;

/// <summary>Names and bounds of the partition of a day: a day is a range of UUID v7.</summary>
public static class PartitionDays
{
    private const string Format = "yyyyMMdd";

    /// <summary>The partition's name, such as <c>events_20261124</c>.</summary>
    public static string Name(string table, DateOnly day) =>
        $"{table}_{day.ToString(Format, CultureInfo.InvariantCulture)}";

    /// <summary>The day in a partition's name, null where the name is not one of ours.</summary>
    public static DateOnly? DayOf(string table, string partition) =>
        partition.StartsWith(table + "_", StringComparison.Ordinal)
        && DateOnly.TryParseExact(
            partition.AsSpan(table.Length + 1),
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    /// <summary>The smallest UUID whose time part is the given instant; before 1970 there is none, and it is that of 1970.</summary>
    public static Guid LowerBound(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var milliseconds = Math.Max(0, instant.ToUnixTimeMilliseconds());
        for (var i = 5; i >= 0; i--)
        {
            bytes[i] = (byte)milliseconds;
            milliseconds >>= 8;
        }

        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The smallest UUID of a UTC day.</summary>
    public static Guid LowerBound(DateOnly day) =>
        LowerBound(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
}
