using System.Text.Json;

namespace Integration.Sync;

/// <summary>
/// What a search finds a record by, all kinds in one column and one index: a letter says which kind, the value follows. Both sides of a
/// search write them here, so they are cut alike.
/// </summary>
internal static class SearchTerms
{
    /// <summary>Terms of a record; a thousand lines of an order are found by their first ones.</summary>
    public const int MaxTerms = 500;

    // An index entry holds some 2,700 bytes, and no number or code is as long as this.
    private const int MaxLength = 200;

    public static IEnumerable<string> OfOrder(RecordChange one) =>
        Bound([
            .. RecordRules.Numbers(one.Packages).Select(Package),
            .. Texts(one.Content, "status_text").Select(StatusText),
            .. Elements(one.Content, "lines").SelectMany(static line => Texts(line, "variant_id")).Select(Sku),
            .. Elements(one.Content, "lines").SelectMany(static line => Texts(line, "product_id")).Select(Product),
            .. Elements(one.Content, "lines").SelectMany(static line => Texts(line, "title")).SelectMany(Words),
        ]);

    public static IEnumerable<string> OfProduct(RecordChange one) =>
        Bound([
            .. Texts(one.Content, "seller_code").Select(Sku),
            .. Elements(one.Content, "variants").SelectMany(static v => Texts(v, "seller_code")).Select(Sku),
            .. Elements(one.Content, "variants").SelectMany(static v => Texts(v, "id")).Select(Sku),
            .. Texts(one.Content, "title").SelectMany(Words),
            .. Elements(one.Content, "titles").SelectMany(static title => Texts(title, "text")).SelectMany(Words),
        ]);

    public static string Package(string number) => Term('p', number);

    public static string Sku(string code) => Term('s', code);

    public static string Product(string id) => Term('i', id);

    public static string StatusText(string text) => Term('t', text);

    public static IEnumerable<string> Words(string title) => TitleWords.Of(title).Select(Word);

    /// <summary>The terms that a search for words of a title asks for; null where it asks for none.</summary>
    public static IEnumerable<string> AskedWords(string? title) =>
        title is null ? [] : TitleWords.Asked(title).Select(Word);

    private static string Word(string word) => Term('w', word);

    private static string Term(char kind, string value)
    {
        // Control characters part the terms on their way into the database.
        var clean = value.Any(char.IsControl) ? string.Concat(value.Where(static c => !char.IsControl(c))) : value;
        return $"{kind}:{Cut(clean)}";
    }

    // Half a character is none that the database would take.
    private static string Cut(string value) =>
        value.Length <= MaxLength ? value
        : char.IsHighSurrogate(value[MaxLength - 1]) ? value[..(MaxLength - 1)]
        : value[..MaxLength];

    private static IEnumerable<string> Bound(IEnumerable<string> terms) =>
        terms.Distinct(StringComparer.Ordinal).Take(MaxTerms);

    private static IEnumerable<JsonElement> Elements(JsonElement content, string list) =>
        content.TryGetProperty(list, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.Object)
            : [];

    private static IEnumerable<string> Texts(JsonElement content, string field) =>
        content.TryGetProperty(field, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? [text]
            : [];
}
