using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Integration.Time;

namespace Integration.Mapping;

/// <summary>Reads an event's attributes out of a payload; compiled once for a source.</summary>
public sealed class EventMapping
{
    private const int MaxId = 512;
    private const int MaxSubject = 512;
    private const int MaxVersion = 128;

    // What is larger is milliseconds: as seconds it would lie beyond the year 5138.
    private const long SecondsLimit = 100_000_000_000;

    // 1.7145288e9 is JSON's way too: some senders write every number as a floating one.
    private const NumberStyles UnixTime = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly ValueExpression? _type;
    private readonly ValueExpression? _id;
    private readonly ValueExpression? _subject;
    private readonly ValueExpression? _time;
    private readonly ValueExpression? _version;

    private EventMapping(ValueExpression?[] expressions)
    {
        _type = expressions[0];
        _id = expressions[1];
        _subject = expressions[2];
        _time = expressions[3];
        _version = expressions[4];
    }

    /// <summary>Compiles the expressions; all faults at once, by <c>mapping.type</c> and so on.</summary>
    public static bool TryCreate(
        MappingExpressions expressions,
        [NotNullWhen(true)] out EventMapping? mapping,
        out IReadOnlyDictionary<string, string[]> errors
    )
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        (string Name, string? Text)[] all =
        [
            ("type", expressions.Type),
            ("id", expressions.Id),
            ("subject", expressions.Subject),
            ("time", expressions.Time),
            ("version", expressions.Version),
        ];
        var compiled = new ValueExpression?[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Text is { } text && !ValueExpression.TryCompile(text, out compiled[i], out var fault))
            {
                faults[$"mapping.{all[i].Name}"] = [fault];
            }
        }

        errors = faults;
        mapping = faults.Count == 0 ? new EventMapping(compiled) : null;
        return mapping is not null;
    }

    /// <summary>Reads the attributes; what is not found or not usable is left out, nothing is refused.</summary>
    public MappedAttributes Read(PayloadDocument payload, Func<string, string?> header) =>
        new(
            EventTypes.Normalize(_type?.Read(payload, header)),
            IdOf(_id?.Read(payload, header)),
            Usable(_subject?.Read(payload, header), MaxSubject),
            TimeOf(_time?.Read(payload, header)),
            Usable(_version?.Read(payload, header), MaxVersion)
        );

    private static string? IdOf(string? id) =>
        id is null or ""
            ? null
            : Usable(id, MaxId)
                // Too long, or with characters that cannot be stored: its hash is as good a key.
                ?? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}";

    private static string? Usable(string? text, int most) =>
        string.IsNullOrEmpty(text) || text.Length > most || text.Any(char.IsControl) || HasLoneSurrogate(text)
            ? null
            : text;

    // PostgreSQL stores Unicode text; half of a surrogate pair is none.
    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i]))
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset? TimeOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (decimal.TryParse(text, UnixTime, CultureInfo.InvariantCulture, out var number))
        {
            var milliseconds = number < SecondsLimit ? number * 1000 : number;
            return milliseconds is >= 0 and <= 253_402_300_799_999
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
                : null;
        }

        return Rfc3339.TryParse(text, out var instant) ? instant : null;
    }
}
