using System.Text;

namespace Integration.Notices;

/// <summary>Cuts texts to what a channel takes, never inside a character.</summary>
internal static class NoticeText
{
    private const string Ellipsis = "…";

    /// <summary>At most so many UTF-16 units; a text that was cut ends with an ellipsis.</summary>
    internal static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = max - Ellipsis.Length;
        if (end <= 0)
            return "";
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), Ellipsis);
    }

    /// <summary>At most so many bytes in UTF-8; a text that was cut ends with an ellipsis.</summary>
    internal static string CutBytes(string text, int max)
    {
        if (Encoding.UTF8.GetByteCount(text) <= max)
            return text;
        var left = max - Encoding.UTF8.GetByteCount(Ellipsis);
        if (left <= 0)
            return "";
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
                break;
            end += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, end), Ellipsis);
    }

    /// <summary>Without line breaks and other control characters; each run of them becomes one space.</summary>
    internal static string OneLine(string text)
    {
        if (!text.Any(char.IsControl))
            return text.Trim();
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().Trim();
    }
}
