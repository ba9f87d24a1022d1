using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>Products of both interfaces; prices in fen.</summary>
internal static class PinduoduoMapper
{
    private const string Own = PinduoduoDeclaration.OwnLanguage;
    private const string Currency = PinduoduoDeclaration.Currency;

    /// <summary>Another shop's product, as <c>pdd.ddk.goods.detail</c> gives it: without id and stock.</summary>
    public static Product Affiliate(string id, string sign, LooseJson goods, RawPayload raw) =>
        new()
        {
            Platform = PinduoduoDeclaration.Platform,
            Id = id,
            AlternateId = sign == id ? null : sign,
            Titles = ProductParts.Text(Own, goods["goods_name"].Text),
            Descriptions = ProductParts.Text(Own, goods["goods_desc"].Text),
            Images = ProductParts.Images(goods["goods_gallery_urls"].Items()),
            Prices = Fen(goods["min_group_price"]),
            Variants = [.. goods["sku_list"].Items().Select(AffiliateVariant)],
            Status = ProductStatus.OnSale,
            Raw = [raw],
        };

    /// <summary>The own shop's product, as <c>pdd.goods.detail.get</c> gives it.</summary>
    public static Product Seller(string id, LooseJson goods, RawPayload raw) =>
        new()
        {
            Platform = PinduoduoDeclaration.Platform,
            Id = id,
            Titles = ProductParts.Text(Own, goods["goods_name"].Text),
            Descriptions = ProductParts.Text(Own, goods["goods_desc"].Text),
            Images = ProductParts.Images([
                .. goods["carousel_gallery_list"].Items(),
                .. goods["detail_gallery_list"].Items(),
            ]),
            Variants = [.. goods["sku_list"].Items().Select(SellerVariant)],
            Status = Status(goods["status"].Whole),
            Raw = [raw],
        };

    /// <summary>A row of the list; null where it has no id.</summary>
    public static ProductListItem? Row(LooseJson goods)
    {
        if (goods["goods_id"].Text is not { } id)
        {
            return null;
        }

        var codes = goods["sku_list"].Items().Select(static sku => sku["outer_id"].Text).Distinct().ToArray();
        return new(id, goods["goods_name"].Text ?? "")
        {
            // The code belongs to the variant; it is the product's only where all have the same.
            SellerCode = codes is [var only] ? only : null,
            Stock = goods["goods_quantity"].Whole,
            Image = ProductParts.Image(goods["image_url"].Text),
            Status = OnSale(goods["is_onsale"].Flag),
        };
    }

    private static ProductVariant AffiliateVariant(LooseJson sku) =>
        new()
        {
            Options =
            [
                .. sku["spec_list"]
                    .Items()
                    .SelectMany(static spec =>
                        ProductParts.Attribute(Own, spec["parent_spec_value"].Text, spec["spec_value"].Text)
                    ),
            ],
            Prices = Fen(sku["min_group_price"]),
            Image = ProductParts.Image(sku["sku_thumb_url"].Text),
            Status = OnSale(sku["is_onsale"].Flag),
        };

    private static ProductVariant SellerVariant(LooseJson sku)
    {
        var single = ProductParts.FromCents(sku["price"].Number);
        var group = ProductParts.FromCents(sku["multi_price"].Number);
        return new()
        {
            Id = sku["sku_id"].Text,
            SellerCode = sku["out_sku_sn"].Text,
            Options =
            [
                .. sku["spec"]
                    .Items()
                    .SelectMany(static spec =>
                        ProductParts.Attribute(Own, spec["parent_name"].Text, spec["spec_name"].Text)
                    ),
            ],
            Prices = ProductParts.Promoted(group, single, Currency),
            Stock = ProductParts.Stock(sku["quantity"].Whole),
            Image = ProductParts.Image(sku["thumb_url"].Text),
            Status = OnSale(sku["is_onsale"].Flag),
        };
    }

    private static ProductPrice[] Fen(LooseJson amount) =>
        ProductParts.Price(ProductParts.FromCents(amount.Number), Currency);

    private static ProductStatus OnSale(bool? flag) =>
        flag switch
        {
            true => ProductStatus.OnSale,
            false => ProductStatus.OffSale,
            null => ProductStatus.Unknown,
        };

    private static ProductStatus Status(long? status) =>
        status switch
        {
            1 => ProductStatus.OnSale,
            2 => ProductStatus.OffSale,
            3 => ProductStatus.SoldOut,
            _ => ProductStatus.Unknown,
        };
}
