using System.Text.RegularExpressions;

namespace Integration.Links;

/// <summary>Finds addresses in text as people paste it: with words around, without a scheme, with Chinese right behind.</summary>
internal static partial class PastedText
{
    /// <summary>The addresses, in the order of the text.</summary>
    /// <param name="text">Its first <paramref name="maxCharacters"/> characters are looked at.</param>
    /// <param name="maxCharacters">1 or more.</param>
    /// <param name="maxAddresses">1 or more.</param>
    public static IEnumerable<Uri> Addresses(string text, int maxCharacters, int maxAddresses)
    {
        var looked = text.Length > maxCharacters ? text[..maxCharacters] : text;
        foreach (var match in Address().Matches(looked).Take(maxAddresses))
        {
            var address = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '\'', '*');
            var absolute = address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address;
            if (Uri.TryCreate(absolute, UriKind.Absolute, out var url))
            {
                yield return url;
            }
        }
    }

    // Not behind a letter, @ or /: that would be the middle of something else. Ends at the first character that no address has.
    [GeneratedRegex(
        @"(?<![A-Za-z0-9_@.:/%=&?-])((?i:https?)://)?([A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(:[0-9]{1,5})?(?![@A-Za-z0-9_-])(/[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Address();
}
