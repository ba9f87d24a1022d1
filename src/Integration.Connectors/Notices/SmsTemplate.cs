using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Integration.Notices;

/// <summary>Fills the placeholders of a gateway's address and body, each value escaped for where it stands.</summary>
internal static partial class SmsTemplate
{
    /// <summary>The placeholders: recipients, whole text, title alone, the notice's id, severity in lower case.</summary>
    internal static readonly string[] Names = ["to", "text", "title", "id", "severity"];

    /// <summary>Fills a template in one pass: what a value contains is never taken for a placeholder.</summary>
    internal static string Fill(string template, Func<string, string> value, Func<string, string> escape) =>
        Placeholder().Replace(template, match => escape(value(match.Groups["name"].Value)));

    /// <summary>Placeholders that nobody knows.</summary>
    internal static IEnumerable<string> Unknown(string template) =>
        Placeholder().Matches(template).Select(static match => match.Groups["name"].Value).Except(Names);

    /// <summary>Whether a template has a placeholder.</summary>
    internal static bool Uses(string template, string name) =>
        Placeholder().Matches(template).Any(match => match.Groups["name"].Value == name);

    /// <summary>The escaping of a body.</summary>
    internal static Func<string, string> EscapeFor(SmsBodyKind kind) =>
        kind switch
        {
            SmsBodyKind.Json => static value =>
                JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            SmsBodyKind.Form => Uri.EscapeDataString,
            SmsBodyKind.Xml => static value => SecurityElement.Escape(value),
            _ => static value => value,
        };

    [GeneratedRegex("\\{(?<name>[a-z_]+)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
