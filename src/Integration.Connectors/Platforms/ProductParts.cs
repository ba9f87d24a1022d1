using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>Parts of a product from what platforms send for them.</summary>
internal static class ProductParts
{
    /// <summary>A text in a language; none where there is no text.</summary>
    public static LocalizedText[] Text(string language, string? text) => text is null ? [] : [new(language, text)];

    /// <summary>
    /// A text in the platform's language and its translation; a "translation" that is the same text is none, because that is how
    /// platforms answer for what is not translated.
    /// </summary>
    public static LocalizedText[] Texts(string own, string? text, string? language, string? translation) =>
        language is null || language == own || translation is null || translation == text
            ? Text(own, text)
            : [.. Text(own, text), new(language, translation)];

    /// <summary>An attribute; none where name or value is missing.</summary>
    public static AttributeValue[] Attribute(string language, string? name, string? value) =>
        name is null || value is null ? [] : [new(language, name, value)];

    /// <summary>A picture; null where there is no usable address.</summary>
    public static ProductImage? Image(string? url)
    {
        var absolute = url?.StartsWith("//", StringComparison.Ordinal) == true ? "https:" + url : url;
        return Uri.TryCreate(absolute, UriKind.Absolute, out var parsed) && IsWeb(parsed) ? new(absolute!) : null;
    }

    /// <summary>Pictures in their order, each once.</summary>
    public static ProductImage[] Images(IEnumerable<string?> urls) =>
        [.. urls.Select(Image).OfType<ProductImage>().Distinct()];

    /// <summary>Pictures from a list of texts.</summary>
    public static ProductImage[] Images(IEnumerable<LooseJson> urls) => Images(urls.Select(static url => url.Text));

    /// <summary>A price; none where the amount is missing or negative.</summary>
    public static ProductPrice[] Price(decimal? amount, string currency, decimal? regular = null) =>
        amount is >= 0
            ?
            [
                new(new(amount.Value, currency))
                {
                    Regular = regular is { } before && before > amount ? new(before, currency) : null,
                },
            ]
            : [];

    /// <summary>The price of a promotion where there is one, else the regular one; a promotion of nothing is none.</summary>
    public static ProductPrice[] Promoted(decimal? promotion, decimal? regular, string currency) =>
        Price(promotion is > 0 ? promotion : regular, currency, regular);

    /// <summary>An amount in hundredths as whole units: fen as yuan.</summary>
    public static decimal? FromCents(decimal? cents) => cents / 100m;

    /// <summary>A stock level; none where it is missing or negative.</summary>
    public static StockLevel[] Stock(long? quantity) => quantity is >= 0 ? [new(quantity.Value)] : [];

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp;
}
