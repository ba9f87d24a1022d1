using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

/// <summary>Products of the cross-border interface <c>/traffic/item/get</c>; prices in fen.</summary>
internal static class CrossBorderMapper
{
    /// <summary>The product in a good answer; gone where the answer holds none.</summary>
    public static PlatformResult<Product> Read(string id, string? language, PlatformReply reply)
    {
        var root = reply.Root;
        var data = root["data"];
        if (!data["title"].Exists && root["biz_error_code"].Text is { } code and not "0")
        {
            return new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.Platform,
                $"The platform says: {Failures.Short(root["biz_error_msg"].Text)}"
            )
            {
                Code = Failures.CodeText(code, null),
                HttpStatus = reply.HttpStatus,
            };
        }

        if (data["title"].Exists)
        {
            return Map(id, language, data, reply.Raw);
        }

        return root["code"].Text == "0" ? Failures.Gone(id) : Failures.UnknownShape(reply, "data");
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
        return ProductParts.Price(promotion is > 0 ? promotion : regular, TaobaoDeclaration.Currency, regular);
    }
}
