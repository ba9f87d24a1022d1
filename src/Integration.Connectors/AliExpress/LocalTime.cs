using System.Globalization;

namespace Integration.AliExpress;

/// <summary>
/// The platform's times, local and without an offset. In the hour that is there twice when summer time ends, the second one is meant;
/// the hour that is left out when it begins is read as the one after it.
/// </summary>
/// <param name="zoneId">Their zone.</param>
internal sealed class LocalTime(string zoneId)
{
    private const string Pattern = "yyyy-MM-dd HH:mm:ss";

    // Some fields have no seconds.
    private static readonly string[] Patterns = [Pattern, "yyyy-MM-dd HH:mm"];
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);

    /// <summary>
    /// The first second of a window. Which of both hours the platform takes an hour for that is there twice is not known: such a
    /// window starts before them.
    /// </summary>
    public string From(DateTimeOffset instant) => Unambiguous(instant, -Hour);

    /// <summary>The last second of a window; one in an hour that is there twice ends after both.</summary>
    public string To(DateTimeOffset instant) => Unambiguous(instant, Hour);

    /// <summary>An instant from such a text; null where it is none, or at an end of the calendar.</summary>
    public DateTimeOffset? Parse(string? text)
    {
        if (
            !DateTime.TryParseExact(text, Patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is 1 or 9999
        )
        {
            return null;
        }

        var real = _zone.IsInvalidTime(local) ? local + Hour : local;
        return new DateTimeOffset(real, _zone.GetUtcOffset(real)).ToUniversalTime();
    }

    /// <summary>
    /// The instant of a change; null in the hour that is there twice as well. Taken for either, it would make an older state look newer:
    /// without it the time of reading decides.
    /// </summary>
    public DateTimeOffset? ParseChange(string? text) =>
        Parse(text) is { } instant && !_zone.IsAmbiguousTime(instant) ? instant : null;

    private string Unambiguous(DateTimeOffset instant, TimeSpan step)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        while (_zone.IsAmbiguousTime(local.DateTime))
        {
            local = TimeZoneInfo.ConvertTime(local + step, _zone);
        }

        return local.ToString(Pattern, CultureInfo.InvariantCulture);
    }
}
