using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>The variants of a new product, each with the row of the platform's own fields at its place.</summary>
/// <param name="draft">The product; without variants it is its only one itself.</param>
/// <param name="own">The platform's own fields, one row a variant, in their order.</param>
/// <param name="faults">What keeps it from being sent.</param>
internal sealed class NewSkus(ProductDraft draft, LooseJson[] own, DraftFaults faults)
{
    // What the documents give for "no limit of pieces a buyer".
    private const long NoLimit = 999;
    private static readonly string[] Known = ["spec_id_list", "weight", "limit_quantity"];

    /// <summary>The rows of <c>sku_list</c>.</summary>
    public JsonArray List()
    {
        var places = draft.Variants.Select(static (_, at) => $"variants[{at}].").DefaultIfEmpty("").ToArray();
        ProductVariant[] variants = draft.Variants.Length > 0 ? draft.Variants : [Only()];
        if (own.Length != variants.Length)
        {
            faults.Add("platform_fields.sku_list", $"needs one row for each variant, {variants.Length} in their order");
        }

        return [.. variants.Select((variant, at) => (JsonNode)Row(variant, places[at], at))];
    }

    private ProductVariant Only() =>
        new()
        {
            SellerCode = draft.SellerCode,
            Prices = draft.Prices,
            Stock = draft.Stock,
            Image = draft.Images.FirstOrDefault(),
        };

    private JsonObject Row(ProductVariant variant, string place, int at)
    {
        var row = at < own.Length ? own[at] : default;
        var ownPlace = $"platform_fields.sku_list[{at}]";
        var price = faults.Only(variant.Prices, $"{place}prices");
        var group = price is null ? 0 : faults.Fen(price.Value, $"{place}prices[0].value");
        var single = price is null ? 0 : faults.Fen(price.Regular, $"{place}prices[0].regular");
        if (single > 0 && single < group)
        {
            faults.Add($"{place}prices[0].regular", "is what a single buyer pays, and not below what a group does");
        }

        CheckNames(row, ownPlace);
        return new()
        {
            ["spec_id_list"] = SpecIds(row, ownPlace),
            ["price"] = single,
            ["multi_price"] = group,
            ["quantity"] = Quantity(variant.Stock, place),
            ["weight"] = faults.Needed(Positive(row["weight"]), $"{ownPlace}.weight", "a weight in whole grams"),
            ["thumb_url"] = Picture(variant.Image, place),
            ["is_onsale"] = variant.Status == ProductStatus.OffSale ? 0 : 1,
            ["limit_quantity"] = Limit(row["limit_quantity"], ownPlace),
            // The seller's code has the name under which the platform gives it back (pdd.goods.detail.get).
            ["out_sku_sn"] = variant.SellerCode ?? "",
        };
    }

    private void CheckNames(LooseJson row, string place)
    {
        foreach (
            var (name, _) in row.Fields().Where(static field => !Known.Contains(field.Name, StringComparer.Ordinal))
        )
        {
            faults.Add($"{place}.{Failures.Short(name, 40)}", $"is unknown; there are {string.Join(", ", Known)}");
        }
    }

    // A text with a list in it, as the platform wants it.
    private string SpecIds(LooseJson row, string place)
    {
        var ids = row["spec_id_list"].Items().Select(Positive).ToArray();
        if (ids.Length == 0 || Array.Exists(ids, static id => id is null))
        {
            faults.Add($"{place}.spec_id_list", "must hold the ids that pdd.goods.spec.id.get gave");
        }

        return string.Create(CultureInfo.InvariantCulture, $"[{string.Join(',', ids)}]");
    }

    private long Quantity(StockLevel[] stock, string place)
    {
        if (stock is [{ Quantity: >= 0, Warehouse: null } only])
        {
            return only.Quantity;
        }

        faults.Add($"{place}stock", "must be one level of 0 or more pieces, of no warehouse");
        return 0;
    }

    private string Picture(ProductImage? image, string place)
    {
        if (ProductParts.Image(image?.Url) is not { } usable)
        {
            faults.Add($"{place}image", "must be the address of a picture, http or https");
            return "";
        }

        return usable.Url;
    }

    private long Limit(LooseJson told, string place) =>
        told.Exists ? faults.Needed(Positive(told), $"{place}.limit_quantity", "a whole number from 1 on") : NoLimit;

    private static long? Positive(LooseJson value) => value.Whole is > 0 and var number ? number : null;
}
