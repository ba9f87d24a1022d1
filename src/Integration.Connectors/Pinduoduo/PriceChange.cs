using System.Text.Json.Nodes;
using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>
/// The prices of a change. Pinduoduo takes two for each variant, what a group pays (our price) and what a single buyer does (our regular
/// one). Where a change names the first only, the second stays as it is; where it would then be below, both rise by the same amount.
/// </summary>
internal static class PriceChange
{
    /// <summary>Why a change cannot be sent, as far as it shows without the product; null where nothing does.</summary>
    public static PlatformFailure? Refusal(ProductDraft draft)
    {
        string[] others = [.. Others(draft).Distinct()];
        if (others.Length > 0)
        {
            return Failures.Unsupported(
                $"Of products at Pinduoduo prices only can be changed from here, not {string.Join(", ", others)}: those go through "
                    + "the platform's review. Change them there."
            );
        }

        var faults = new DraftFaults();
        if (draft.Id is null || !PinduoduoLinks.IsGoodsId(draft.Id))
        {
            faults.Add("id", "is missing or no number of a product");
        }

        var ids = draft.Variants.Select(static one => one.Id ?? "").ToArray();
        if (!Array.TrueForAll(ids, PinduoduoLinks.IsGoodsId) || ids.Distinct().Count() < ids.Length)
        {
            faults.Add("variants", "must have their numbers, each once");
        }

        if ((draft.Prices.Length > 0) == (ids.Length > 0))
        {
            faults.Add("prices", "must be those of variants, or the one of a product with one variant");
        }

        foreach (var (place, prices) in Named(draft))
        {
            if (faults.Only(prices, place) is { } price)
            {
                Row(price, place, faults);
            }
        }

        return faults.Failure;
    }

    /// <summary>The prices, where the change names all; null where the product has to be read first. It has no refusal.</summary>
    public static PlatformResult<SkuPrice[]>? Complete(ProductDraft draft) =>
        draft.Variants.Length > 0 && Array.TrueForAll(draft.Variants, static one => one.Prices[0].Regular is not null)
            ? Rows([.. draft.Variants.Select(static one => (one.Id!, one.Prices[0]))])
            : null;

    /// <summary>The prices, with what the product has now for those that the change does not name.</summary>
    public static PlatformResult<SkuPrice[]> Of(ProductDraft draft, Product now)
    {
        if (draft.Variants.Length == 0)
        {
            return now.Variants is [{ Id: { } only } variant]
                ? Rows([(only, Completed(draft.Prices[0], variant))])
                : Failures.InvalidRequest("The product has several variants: name the one whose price it is.");
        }

        var rows = new List<(string, ProductPrice)>();
        foreach (var wanted in draft.Variants)
        {
            if (Array.Find(now.Variants, one => one.Id == wanted.Id) is not { } variant)
            {
                return Failures.InvalidRequest($"The product has no variant {wanted.Id}.");
            }

            rows.Add((wanted.Id!, Completed(wanted.Prices[0], variant)));
        }

        return Rows(rows);
    }

    /// <summary>The rows of <c>sku_price_list</c> as compact JSON text.</summary>
    public static string Text(SkuPrice[] prices) =>
        new JsonArray([
            .. prices.Select(static one => new JsonObject
            {
                ["group_price"] = one.GroupFen,
                ["single_price"] = one.SingleFen,
                ["sku_id"] = one.SkuId,
            }),
        ]).ToJsonString();

    private static ProductPrice Completed(ProductPrice wanted, ProductVariant now)
    {
        if (wanted.Regular is not null || now.Prices is not [{ } price, ..])
        {
            return wanted;
        }

        var single = price.Regular ?? price.Value;
        var discount = single.Amount - price.Value.Amount;
        return wanted with
        {
            Regular =
                single.Amount >= wanted.Value.Amount ? single : single with { Amount = wanted.Value.Amount + discount },
        };
    }

    private static PlatformResult<SkuPrice[]> Rows(IReadOnlyList<(string Id, ProductPrice Price)> prices)
    {
        var faults = new DraftFaults();
        SkuPrice[] rows =
        [
            .. prices.Select(one =>
            {
                var (group, single) = Row(one.Price, $"the price of variant {one.Id}", faults);
                if (one.Price.Regular is null)
                {
                    faults.Add($"the price of variant {one.Id}", "for a single buyer is not known; name it as regular");
                }

                return new SkuPrice(
                    long.Parse(one.Id, System.Globalization.CultureInfo.InvariantCulture),
                    group,
                    single
                );
            }),
        ];
        return faults.Failure is { } failure ? failure : rows;
    }

    private static (long Group, long Single) Row(ProductPrice price, string place, DraftFaults faults)
    {
        var group = faults.Fen(price.Value, place);
        var single = price.Regular is { } regular ? faults.Fen(regular, $"{place}, regular,") : group;
        if (single < group)
        {
            faults.Add($"{place}, regular,", "is what a single buyer pays, and not below what a group does");
        }

        return (group, single);
    }

    private static IEnumerable<(string Place, ProductPrice[] Prices)> Named(ProductDraft draft) =>
        draft
            .Variants.Select(static one => ($"the price of variant {Failures.Short(one.Id, 40)}", one.Prices))
            .Concat(draft.Prices.Length > 0 ? [("the price", draft.Prices)] : []);

    private static IEnumerable<string> Others(ProductDraft draft)
    {
        (bool IsThere, string Name)[] parts =
        [
            (draft.Titles.Length > 0, "titles"),
            (draft.Descriptions.Length > 0, "descriptions"),
            (draft.Images.Length > 0, "pictures"),
            (draft.Attributes.Length > 0, "attributes"),
            (draft.PlatformFields is not null, "platform_fields"),
            // Which is a call of its own.
            (draft.Stock.Length > 0 || draft.Variants.Any(static one => one.Stock.Length > 0), "stock"),
            (draft.Variants.Any(static one => one.Options.Length > 0), "options"),
            (draft.Variants.Any(static one => one.Image is not null), "pictures"),
            (draft.Variants.Any(static one => one.SellerCode is not null), "seller's codes of variants"),
        ];
        return parts.Where(static part => part.IsThere).Select(static part => part.Name);
    }
}
