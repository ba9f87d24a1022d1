using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Integration.Json;

/// <summary>
/// What System.Text.Json lets pass while it parses and only throws on when a string is read: bytes that are not UTF-8
/// and escapes that are half of a surrogate pair.
/// </summary>
internal static class JsonText
{
    /// <summary>Null when every string of the text can be read, provided that the text is JSON.</summary>
    public static MalformedJson? Check(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return new MalformedJson(1, 1, "The body is empty; JSON was expected.");
        if (text.StartsWith("\uFEFF"u8))
            return new MalformedJson(1, 1, "The body starts with a byte order mark; send UTF-8 without one.");
        if (!Utf8.IsValid(text))
            return At(text, FirstInvalid(text), "is not UTF-8");
        return text.IndexOf(@"\u"u8) < 0 ? null : LoneSurrogate(text);
    }

    /// <summary>The position that the parser complained about; its message may quote the text and is not used.</summary>
    public static MalformedJson From(JsonException exception)
    {
        var (line, position) = ((exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
        return new MalformedJson(
            line,
            position,
            $"The body is not valid JSON, or is nested too deeply, at line {line}, byte {position}."
        );
    }

    private static MalformedJson? LoneSurrogate(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (
                    reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
                    || !reader.ValueIsEscaped
                )
                    continue;
                if (HasLoneSurrogate(reader.ValueSpan))
                    return At(text, (int)reader.TokenStartIndex, "has an escape that is half of a surrogate pair");
            }
        }
        catch (JsonException e)
        {
            return From(e);
        }
        return null;
    }

    /// <summary>Whether an escaped JSON string, without its quotes, holds a surrogate without its other half.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOf(@"\u"u8) < 0)
            return false;
        var high = false;
        for (var i = 0; i < escaped.Length; )
        {
            var unit = 0;
            var length = 1;
            if (escaped[i] == '\\')
            {
                length = escaped[i + 1] == 'u' ? 6 : 2;
                if (length == 6)
                    unit = Hex(escaped.Slice(i + 2, 4));
            }
            if (high != unit is >= 0xDC00 and <= 0xDFFF)
                return true;
            high = unit is >= 0xD800 and <= 0xDBFF;
            i += length;
        }
        return high;
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value << 4) | Convert.ToInt32(char.ToString((char)digit), 16);
        return value;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var index = 0;
        while (Rune.DecodeFromUtf8(text[index..], out _, out var consumed) == OperationStatus.Done)
            index += consumed;
        return index;
    }

    private static MalformedJson At(ReadOnlySpan<byte> text, int index, string what)
    {
        var before = text[..index];
        var line = before.Count((byte)'\n') + 1;
        var position = index - before.LastIndexOf((byte)'\n');
        return new MalformedJson(line, position, $"The body {what} at line {line}, byte {position}.");
    }
}
