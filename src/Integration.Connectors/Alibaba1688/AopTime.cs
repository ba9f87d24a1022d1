using System.Globalization;

namespace Integration.Alibaba1688;

/// <summary>1688's times, <c>yyyyMMddHHmmssSSSZ</c>: 17 digits and an offset such as <c>+0800</c>.</summary>
internal static class AopTime
{
    private const string Digits = "yyyyMMddHHmmssfff";
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>An instant in GMT+8.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.ToOffset(China).ToString(Digits, CultureInfo.InvariantCulture) + "+0800";

    /// <summary>An instant; GMT+8 where the text has no offset, null where it is no such time.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (
            text is not { Length: >= 17 }
            || !DateTime.TryParseExact(
                text[..17],
                Digits,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
        {
            return null;
        }

        return Offset(text[17..]) is { } offset ? new DateTimeOffset(local, offset).ToUniversalTime() : null;
    }

    private static TimeSpan? Offset(string text)
    {
        if (text.Length == 0)
        {
            return China;
        }

        return
            text.Length == 5
            && text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text[1..], "hhmm", CultureInfo.InvariantCulture, out var distance)
            && distance <= TimeSpan.FromHours(14)
            ? text[0] == '-'
                ? -distance
                : distance
            : null;
    }
}
