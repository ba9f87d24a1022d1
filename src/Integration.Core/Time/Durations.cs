using System.Globalization;

namespace Integration.Time;

/// <summary>
/// The API's durations: a whole number and one unit, such as <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.
/// </summary>
public static class Durations
{
    /// <summary>The longest duration that is read: ten years of 365 days. Each setting has a tighter limit of its own.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    // Twelve digits hold ten years in milliseconds, and twelve digits of days still fit a long in milliseconds.
    private const int MaxDigits = 12;

    /// <summary>Reads a duration. Signs, fractions, spaces and several units are refused.</summary>
    /// <param name="text">The text; null is refused.</param>
    /// <param name="duration">From zero to <see cref="Longest"/>; zero when the answer is false.</param>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var span = text.AsSpan();
        var digits = span.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > MaxDigits)
            return false;
        long unit = span[digits..] switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => 0,
        };
        if (unit == 0)
            return false;
        var number = long.Parse(span[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        if (number > (long)Longest.TotalMilliseconds / unit)
            return false;
        duration = TimeSpan.FromMilliseconds(number * unit);
        return true;
    }

    /// <summary>
    /// Writes a duration in the largest unit that holds it exactly: 90 s is <c>90s</c>, 120 s is <c>2m</c>. What is
    /// smaller than a millisecond is cut off.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public static string Format(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var ms = duration.Ticks / TimeSpan.TicksPerMillisecond;
        var (number, unit) = ms switch
        {
            0 => (0, "s"),
            _ when ms % 86_400_000 == 0 => (ms / 86_400_000, "d"),
            _ when ms % 3_600_000 == 0 => (ms / 3_600_000, "h"),
            _ when ms % 60_000 == 0 => (ms / 60_000, "m"),
            _ when ms % 1_000 == 0 => (ms / 1_000, "s"),
            _ => (ms, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }
}
