using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

/// <summary>Products of the cross-border interface <c>/traffic/item/get</c>; prices in fen.</summary>
internal static class CrossBorderMapper
{
    /// <summary>The business error that stands in place of a product; null where there is none.</summary>
    public static PlatformFailure? Judge(PlatformReply reply, ErrorRule[] errors)
    {
        var root = reply.Root;
        return !root["data"]["title"].Exists && root["biz_error_code"].Text is { } code and not "0"
            ? ErrorTable.Judge(errors, new(code, null, root["biz_error_msg"].Text, root["request_id"].Text), reply)
            : null;
    }

    /// <summary>The product in a good answer; gone where the answer says that all is well and holds nothing.</summary>
    public static PlatformResult<Product> Read(string id, string? language, PlatformReply reply)
    {
        var data = reply.Root["data"];
        if (data["title"].Exists)
        {
            return Map(id, language, data, reply.Raw);
        }

        var isEmpty = data.Items().Length == 0;
        return isEmpty && reply.Root["code"].Text == "0"
            ? Failures.Gone(id)
            : Failures.UnknownShape(reply, "a product");
    }

    private static Product Map(string id, string? language, LooseJson data, RawPayload raw)
    {
        const string own = TaobaoDeclaration.OwnLanguage;
        var translated = data["multi_language_info"];
        return new()
        {
            Platform = TaobaoDeclaration.Platform,
            Id = id,
            Titles = ProductParts.Texts(own, data["title"].Text, language, translated["title"].Text),
            Descriptions = ProductParts.Text(own, data["description"].Text),
            Images = ProductParts.Images(data["pic_urls"].Items("string")),
            Attributes =
            [
                .. Attributes(own, data["properties"]),
                .. language is null or own ? [] : Attributes(language, translated["properties"]),
            ],
            Prices = Price(data),
            Variants = [.. data["sku_list"].Items("sku").Select(sku => Variant(sku, language, translated))],
            Status = ProductStatus.OnSale,
            Raw = [raw],
        };
    }

    private static ProductVariant Variant(LooseJson sku, string? language, LooseJson translated)
    {
        var id = sku["sku_id"].Text;
        var options = translated["sku_properties"]
            .Items("sku")
            .FirstOrDefault(one => id is not null && one["sku_id"].Text == id)["properties"];
        return new()
        {
            Id = id,
            Options =
            [
                .. Attributes(TaobaoDeclaration.OwnLanguage, sku["properties"]),
                .. language is null or TaobaoDeclaration.OwnLanguage ? [] : Attributes(language, options),
            ],
            Prices = Price(sku),
            Stock = ProductParts.Stock(sku["quantity"].Whole),
            Image = ProductParts.Image(sku["pic_url"].Text),
        };
    }

    private static AttributeValue[] Attributes(string language, LooseJson properties) =>
        [
            .. properties
                .Items("property")
                .SelectMany(one => ProductParts.Attribute(language, one["prop_name"].Text, one["value_name"].Text)),
        ];

    private static ProductPrice[] Price(LooseJson priced)
    {
        var regular = ProductParts.FromCents(priced["price"].Number);
        var promotion = ProductParts.FromCents(priced["promotion_price"].Number);
        return ProductParts.Promoted(promotion, regular, TaobaoDeclaration.Currency);
    }
}
