using System.Text.RegularExpressions;

namespace Integration.Taobao;

/// <summary>
/// Taobao's share words (淘口令) in pasted text, such as <c>￥4iwZ1GmsnLc￥</c>: letters and digits without meaning between two signs of
/// the yuan.
/// </summary>
internal static partial class ShareWords
{
    /// <summary>The first words, between the signs that the platform's documents write them with; null where there are none.</summary>
    public static string? Find(string text) =>
        Words().Match(text) is { Success: true } match ? $"￥{match.Groups["words"].Value}￥" : null;

    // Prices and words that mean something are of another length, or have letters of one case only.
    [GeneratedRegex(
        "[￥¥](?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])(?<words>[A-Za-z0-9]{11,12})[￥¥]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Words();
}
