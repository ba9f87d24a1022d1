using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

/// <summary>Products of <c>taobao.tbk.item.details.upgrade.get</c> (apiId 64757); prices in yuan.</summary>
internal static class AffiliateMapper
{
    /// <summary>
    /// Products by the id that was asked for. An id that is not among them is gone; but where the answer has something that is none of
    /// the products asked for, it may be just that, and nothing is known about the others.
    /// </summary>
    /// <param name="ids">What was asked for.</param>
    /// <param name="result">The object under the reply's root key.</param>
    /// <param name="reply">The whole answer.</param>
    public static Dictionary<string, PlatformResult<Product>> Read(string[] ids, LooseJson result, PlatformReply reply)
    {
        var found = new Dictionary<string, PlatformResult<Product>>(StringComparer.Ordinal);
        var items = result["results"].Items("tbk_item_detail", "n_tbk_item");
        var unreadable = 0;
        foreach (var item in items)
        {
            // The platform's own ids have a new form; only this one is what was asked for.
            var id = item["input_item_iid"].Text ?? item["item_id"].Text;
            if (id is not null && ids.Contains(id, StringComparer.Ordinal) && item["item_basic_info"]["title"].Exists)
            {
                found[id] = Map(id, item, items.Length == 1 ? reply.Raw : reply.RawOf(item));
            }
            else
            {
                unreadable++;
            }
        }

        foreach (var id in unreadable == 0 ? [] : ids.Where(id => !found.ContainsKey(id)))
        {
            found[id] = Failures.UnknownShape(reply, "readable products");
        }

        return found;
    }

    private static Product Map(string id, LooseJson item, RawPayload raw)
    {
        var basic = item["item_basic_info"];
        return new()
        {
            Platform = TaobaoDeclaration.Platform,
            Id = id,
            AlternateId = item["item_id"].Text is { } own && own != id ? own : null,
            Titles = ProductParts.Text(TaobaoDeclaration.OwnLanguage, basic["title"].Text),
            Descriptions = ProductParts.Text(TaobaoDeclaration.OwnLanguage, basic["taobao_desc_url"].Text),
            Images = ProductParts.Images([basic["pict_url"], .. basic["small_images"].Items("string")]),
            Prices = ProductParts.Price(
                item["price_promotion_info"]["zk_final_price"].Number,
                TaobaoDeclaration.Currency
            ),
            Variants = [.. item["sku_list"].Items("tbk_item_detail_sku").Select(Variant)],
            Status = ProductStatus.OnSale,
            Raw = [raw],
        };
    }

    private static ProductVariant Variant(LooseJson sku) =>
        new()
        {
            Options =
            [
                .. sku["property_list"]
                    .Items("tbk_item_detail_sku_prop")
                    .SelectMany(static option =>
                        ProductParts.Attribute(
                            TaobaoDeclaration.OwnLanguage,
                            option["property_text"].Text,
                            option["value_text"].Text
                        )
                    ),
            ],
            Prices = ProductParts.Price(
                sku["sku_price_promotion_info"]["sku_zk_final_price"].Number,
                TaobaoDeclaration.Currency
            ),
            Stock = ProductParts.Stock(sku["quantity"].Whole),
        };
}
