using System.Globalization;

namespace Integration.Signatures;

/// <summary>Timestamps of signed requests.</summary>
internal static class SignatureTime
{
    private const int MillisecondDigits = 13;

    /// <summary>Null when the timestamp is within the tolerance.</summary>
    public static SignatureCheck? Check(string? text, string header, TimeSpan tolerance, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(text))
        {
            return SignatureCheck.Bad("timestamp-missing", $"The timestamp is missing: send it in {header}.");
        }

        if (
            text.Length > MillisecondDigits
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            return SignatureCheck.Bad(
                "timestamp-malformed",
                $"The timestamp in {header} is not a number of Unix seconds."
            );
        }

        var milliseconds = text.Length == MillisecondDigits ? number : number * 1000;
        var difference = now.ToUnixTimeMilliseconds() - milliseconds;
        return Math.Abs(difference) <= tolerance.TotalMilliseconds
            ? null
            : SignatureCheck.Bad(
                "timestamp-out-of-tolerance",
                $"The timestamp lies {(difference > 0 ? "too far in the past" : "in the future")}; "
                    + $"{tolerance.TotalSeconds:0} s are tolerated. Check the sender's clock, and sign when sending."
            );
    }
}
