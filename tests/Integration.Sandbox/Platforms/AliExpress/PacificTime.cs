using System.Globalization;

namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>Local times of California, <c>2026-01-01 08:00:00</c>; an hour that is there twice is taken for its second time.</summary>
internal static class PacificTime
{
    private const string Pattern = "yyyy-MM-dd HH:mm:ss";
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    public static string Text(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Zone).ToString(Pattern, CultureInfo.InvariantCulture);

    public static DateTimeOffset? Parse(string? text) =>
        DateTime.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local > DateTime.MinValue.AddDays(1)
        && local < DateTime.MaxValue.AddDays(-1)
            ? new DateTimeOffset(local, Zone.GetUtcOffset(local))
            : null;
}
