using System.Globalization;

namespace Integration.AlibabaGateways;

/// <summary>Times as Alibaba's platforms write them. China has no summer time: GMT+8 is a fixed distance.</summary>
internal static class AlibabaTime
{
    /// <summary>The IANA zone that the fixed distance stands for.</summary>
    public const string ZoneId = "Asia/Shanghai";

    private const string Pattern = "yyyy-MM-dd HH:mm:ss";
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c> in GMT+8.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.ToOffset(China).ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>An instant from such a text; null where it is none.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, China).ToUniversalTime()
            : null;

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public static string Milliseconds(DateTimeOffset instant) =>
        instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>An instant from milliseconds since 1970; null where they are none or beyond the calendar.</summary>
    public static DateTimeOffset? FromMilliseconds(long? milliseconds) =>
        milliseconds is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value)
            : null;

    /// <summary>How long it is until the next midnight in GMT+8.</summary>
    public static TimeSpan UntilMidnight(DateTimeOffset now)
    {
        var local = now.ToOffset(China);
        return TimeSpan.FromDays(1) - local.TimeOfDay;
    }
}
