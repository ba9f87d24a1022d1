using System.Globalization;
using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.AliExpress;

/// <summary>A variant at one place that it ships from; the same variant at another place is a variant of its own to the platform.</summary>
internal sealed class ShippedVariant
{
    /// <summary>Reads a variant.</summary>
    /// <param name="sku">As the platform sends it.</param>
    /// <param name="at">Its place among the product's.</param>
    /// <param name="language">The language that was asked for.</param>
    /// <param name="options">How the place is recognised among the options.</param>
    public ShippedVariant(LooseJson sku, int at, string language, AliExpressOptions options)
    {
        Sku = sku;
        var properties = sku["ae_sku_property_dtos"].Items("ae_sku_property_d_t_o");
        var place = Array.Find(properties, one => IsPlace(one, options));
        LooseJson[] own = [.. properties.Where(one => !IsPlace(one, options))];
        ShipsFrom = ValueOf(place);
        Options =
        [
            .. own.SelectMany(one => ProductParts.Attribute(language, one["sku_property_name"].Text, ValueOf(one))),
        ];
        Image = own.Select(static one => ProductParts.Image(one["sku_image"].Text))
            .FirstOrDefault(static image => image is not null);
        // Only what is said to ship from somewhere can be the same thing at two places; anything else is a variant of its own, also
        // where its options read alike. Names are texts that a seller may use twice, so the ids of the options go before them.
        var parts = own.Select(PartOf).ToArray();
        Key =
            ShipsFrom is null || parts.Contains(null)
                ? string.Create(CultureInfo.InvariantCulture, $"{at} {Id}")
                : "options " + string.Join('\n', parts);
    }

    /// <summary>As the platform sends it.</summary>
    public LooseJson Sku { get; }

    /// <summary>What makes the variant, the place apart.</summary>
    public AttributeValue[] Options { get; }

    /// <summary>The place; null where there is only one.</summary>
    public string? ShipsFrom { get; }

    /// <summary>The variant's picture.</summary>
    public ProductImage? Image { get; }

    /// <summary>The platform's id at this place.</summary>
    public string? Id => Sku.First("sku_id", "id", "sku_attr").Text;

    /// <summary>Equal for the same variant at several places.</summary>
    public string Key { get; }

    private static string? PartOf(LooseJson property) =>
        property.First("sku_property_id", "sku_property_name").Text is { } option
        && (property["property_value_id"].Text ?? ValueOf(property)) is { } value
            ? $"{option}\t{value}"
            : null;

    private static string? ValueOf(LooseJson property) =>
        property["property_value_definition_name"].Text ?? property["sku_property_value"].Text;

    private static bool IsPlace(LooseJson property, AliExpressOptions options) =>
        (property["sku_property_id"].Text is { } id && options.ShipFromIds.Contains(id, StringComparer.Ordinal))
        || (
            property["sku_property_name"].Text is { } name
            && options.ShipFromNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        );
}
