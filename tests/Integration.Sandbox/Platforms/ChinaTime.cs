using System.Globalization;

namespace Integration.Sandbox.Platforms;

/// <summary>Instants as Chinese platforms write them, in GMT+8.</summary>
internal static class ChinaTime
{
    private const string Seconds = "yyyy-MM-dd HH:mm:ss";
    private const string Digits = "yyyyMMddHHmmssfff";
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary><c>2026-01-01 08:00:00</c>.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.ToOffset(Offset).ToString(Seconds, CultureInfo.InvariantCulture);

    /// <summary><c>20260101080000000+0800</c>, as 1688 writes it.</summary>
    public static string DigitText(DateTimeOffset instant) =>
        instant.ToOffset(Offset).ToString(Digits, CultureInfo.InvariantCulture) + "+0800";

    public static DateTimeOffset? Parse(string? text) => Parse(text, Seconds, Offset);

    public static DateTimeOffset? ParseDigits(string? text)
    {
        // 17 digits and an offset such as +0800.
        if (text is not { Length: 22 })
        {
            return null;
        }

        var sign = text[17] == '-' ? -1 : 1;
        return
            text[17] is '+' or '-'
            && int.TryParse(text.AsSpan(18, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && int.TryParse(text.AsSpan(20, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            && hours <= 14
            && minutes < 60
            ? Parse(text[..17], Digits, sign * new TimeSpan(hours, minutes, 0))
            : null;
    }

    private static DateTimeOffset? Parse(string? text, string format, TimeSpan offset) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local > DateTime.MinValue.AddDays(1)
        && local < DateTime.MaxValue.AddDays(-1)
            ? new DateTimeOffset(local, offset)
            : null;
}
