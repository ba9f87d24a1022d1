using System.Globalization;
using System.Text;

namespace Integration.Sync;

/// <summary>
/// The words of titles, by which they are searched: runs of letters and digits in lower case. Scripts that write no spaces (Chinese,
/// Japanese, Thai …) are searched by pairs of characters, or by one where only one is asked for.
/// </summary>
public static class TitleWords
{
    /// <summary>Characters of a word that count; the rest of it is cut off.</summary>
    public const int MaxLength = 64;

    /// <summary>The words that a search asks for, each once; empty where the text has neither letter nor digit.</summary>
    public static IReadOnlyList<string> Asked(string text) =>
        [
            .. Runs(text)
                .SelectMany(static run => run.IsUnspaced && run.Letters.Count > 1 ? Pairs(run.Letters) : [Whole(run)])
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The words that a title is found by, with repeats.</summary>
    internal static IEnumerable<string> Of(string? title) =>
        Runs(title ?? "")
            .SelectMany(static run => run.IsUnspaced ? run.Letters.Concat(Pairs(run.Letters)) : [Whole(run)]);

    private static string Whole((List<string> Letters, bool IsUnspaced) run) =>
        string.Concat(run.Letters.Take(MaxLength));

    private static IEnumerable<string> Pairs(List<string> letters) => letters.Zip(letters.Skip(1), string.Concat);

    private static IEnumerable<(List<string> Letters, bool IsUnspaced)> Runs(string text)
    {
        var (letters, isUnspaced) = (new List<string>(), false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsOfWord(rune))
            {
                if (letters.Count > 0)
                {
                    yield return (letters, isUnspaced);
                    letters = [];
                }

                continue;
            }

            if (letters.Count > 0 && IsUnspaced(rune) != isUnspaced)
            {
                yield return (letters, isUnspaced);
                letters = [];
            }

            isUnspaced = IsUnspaced(rune);
            letters.Add(Rune.ToLowerInvariant(rune).ToString());
        }

        if (letters.Count > 0)
        {
            yield return (letters, isUnspaced);
        }
    }

    // Marks belong to their letters: vowels of Hindi and Thai are such.
    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Thai and Lao, Myanmar, Khmer, and the blocks from the radicals to the ideographs; kana and compatibility forms are among them.
    private static bool IsUnspaced(Rune rune) =>
        rune.Value
            is (>= 0x0E00 and <= 0x0EFF)
                or (>= 0x1000 and <= 0x109F)
                or (>= 0x1780 and <= 0x17FF)
                or (>= 0x2E80 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3FFFF);
}
