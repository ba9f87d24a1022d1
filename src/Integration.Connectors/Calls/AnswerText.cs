using System.Text;
using System.Text.Unicode;

namespace Integration.Calls;

/// <summary>The text of an answer as UTF-8, whatever the header says about it.</summary>
internal static class AnswerText
{
    // GB 18030 reads GBK and GB 2312 too.
    private const int Gb18030 = 54936;

    /// <summary>
    /// The body in UTF-8 without byte order mark: as it is where it is valid UTF-8, from GB 18030 where the header declares one of the
    /// Chinese encodings; null where it cannot be read. Bytes that are valid in no declared way are never guessed.
    /// </summary>
    public static ReadOnlyMemory<byte>? ToUtf8(byte[] body, string? charset)
    {
        if (Utf8.IsValid(body))
        {
            return body.AsMemory(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        }

        // Not as one expression: an absent array would become an empty text on the way.
        var translated = IsChinese(charset) ? FromChinese(body) : null;
        if (translated is null)
        {
            return null;
        }

        return translated;
    }

    /// <summary>Whether a body looks like a page for people.</summary>
    public static bool IsMarkup(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'<', ..];

    private static bool IsChinese(string? charset) =>
        charset?.Trim('"', ' ').ToLowerInvariant() is "gbk" or "gb2312" or "gb18030" or "x-gbk" or "cp936";

    private static byte[]? FromChinese(byte[] body)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(
            Gb18030,
            EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback
        );
        try
        {
            return encoding is null ? null : Encoding.UTF8.GetBytes(encoding.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
