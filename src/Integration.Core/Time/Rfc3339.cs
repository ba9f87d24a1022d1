using System.Globalization;

namespace Integration.Time;

/// <summary>Instants as RFC 3339 writes them; read in all its forms, written in one.</summary>
public static class Rfc3339
{
    /// <summary>Length of what <see cref="TryFormat"/> writes.</summary>
    public const int Length = 24;

    /// <summary>
    /// Reads <c>2026-11-05T08:00:00Z</c> with any number of fraction digits (those below 100 ns are dropped) and any
    /// offset. An instant without an offset is refused: nobody knows which one was meant.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        // yyyy-MM-ddTHH:mm:ss and at least Z.
        if (text.Length is < 20 or > 64)
            return false;
        if (
            text[4] != '-'
            || text[7] != '-'
            || text[10] is not ('T' or 't' or ' ')
            || text[13] != ':'
            || text[16] != ':'
        )
            return false;
        if (
            !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour)
            || !TryDigits(text[14..16], out var minute)
            || !TryDigits(text[17..19], out var second)
        )
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        // A leap second is a valid RFC 3339 instant; .NET has none, so it becomes the next second.
        if (hour > 23 || minute > 59 || second > 60)
            return false;
        if (!TryFraction(text[19..], out var ticks, out var rest) || !TryOffset(rest, out var offset))
            return false;
        var local =
            new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified).Ticks
            + (second * TimeSpan.TicksPerSecond)
            + ticks;
        var utc = local - offset.Ticks;
        if (utc < DateTimeOffset.MinValue.Ticks || utc > DateTimeOffset.MaxValue.Ticks)
            return false;
        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    /// <summary>Writes UTC with exactly three fraction digits, <c>2026-11-05T08:00:00.000Z</c>.</summary>
    public static string Format(DateTimeOffset instant) =>
        string.Create(
            Length,
            instant,
            static (span, value) => value.UtcDateTime.TryFormat(span, out _, Pattern, CultureInfo.InvariantCulture)
        );

    /// <summary>As <see cref="Format"/>, in UTF-8, <see cref="Length"/> bytes.</summary>
    public static bool TryFormat(DateTimeOffset instant, Span<byte> utf8) =>
        instant.UtcDateTime.TryFormat(utf8, out _, Pattern, CultureInfo.InvariantCulture);

    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static bool TryFraction(ReadOnlySpan<char> text, out long ticks, out ReadOnlySpan<char> rest)
    {
        ticks = 0;
        rest = text;
        if (text.IsEmpty || text[0] != '.')
            return true;
        var end = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (end < 1)
            return false;
        var scale = TimeSpan.TicksPerSecond;
        foreach (var digit in text[1..(end + 1)])
        {
            scale /= 10;
            ticks += (digit - '0') * scale;
        }
        rest = text[(end + 1)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
            return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':')
            return false;
        if (
            !TryDigits(text[1..3], out var hours)
            || !TryDigits(text[4..6], out var minutes)
            || hours > 23
            || minutes > 59
        )
            return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-')
            offset = -offset;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = (number * 10) + (c - '0');
        }
        return true;
    }
}
