using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Alibaba1688;

/// <summary>The own shop's products, as <c>alibaba.product.get</c> and <c>alibaba.product.list.get</c> give them; yuan.</summary>
internal static class SellerMapper
{
    private const string Own = Alibaba1688Declaration.OwnLanguage;
    private const string Currency = Alibaba1688Declaration.Currency;

    /// <summary>The product of a detail answer; gone where it is empty.</summary>
    public static PlatformResult<Product> Detail(string id, PlatformReply reply)
    {
        var told = reply.Root["productInfo"];
        if (!told.Exists)
        {
            return Failures.UnknownShape(reply, "a product");
        }

        if (!told["productID"].Exists && !told["subject"].Exists)
        {
            return Failures.Gone(id);
        }

        return new Product
        {
            Platform = Alibaba1688Declaration.Platform,
            Id = id,
            Titles = ProductParts.Text(Own, told["subject"].Text),
            Descriptions = ProductParts.Text(Own, told["description"].Text),
            Images = ProductParts.Images(told["image"]["images"].Items()),
            Attributes = Attributes(told["attributes"]),
            Variants = [.. told["skuInfos"].Items().Select(Variant)],
            Prices = OfferMapper.Tiers(told["saleInfo"]["priceRanges"], Currency),
            Stock = ProductParts.Stock(told["saleInfo"]["amountOnSale"].Whole),
            Status = Status(told),
            ModifiedAt = Modified(told),
            Raw = [reply.Raw],
        };
    }

    /// <summary>A row of the list; null where it has no id.</summary>
    public static ProductListItem? Row(LooseJson told) =>
        told["productID"].Text is { } id
            ? new(id, told["subject"].Text ?? "")
            {
                Stock = told["saleInfo"]["amountOnSale"].Whole,
                Price = Lowest(told),
                Image = ProductParts.Images(told["image"]["images"].Items()).FirstOrDefault(),
                ModifiedAt = Modified(told),
                Status = Status(told),
            }
            : null;

    private static Money? Lowest(LooseJson told) =>
        OfferMapper.Tiers(told["saleInfo"]["priceRanges"], Currency).MinBy(static price => price.Value.Amount)?.Value;

    private static ProductVariant Variant(LooseJson sku) =>
        new()
        {
            Id = sku.First("skuId", "specId").Text,
            SellerCode = sku["cargoNumber"].Text,
            Options = Attributes(sku["attributes"]),
            Prices = ProductParts.Price(sku["price"].Number, Currency),
            Stock = ProductParts.Stock(sku["amountOnSale"].Whole),
        };

    private static AttributeValue[] Attributes(LooseJson attributes) =>
        [
            .. attributes
                .Items()
                .SelectMany(static one =>
                    ProductParts.Attribute(
                        Own,
                        one.First("attributeName", "attributeDisplayName").Text,
                        one.First("attributeValue", "value").Text
                    )
                ),
        ];

    private static DateTimeOffset? Modified(LooseJson told) =>
        AopTime.Parse(told.First("modifyTime", "lastUpdateTime").Text);

    private static ProductStatus Status(LooseJson told) =>
        told["status"].Text switch
        {
            null => ProductStatus.Unknown,
            "published" => ProductStatus.OnSale,
            _ => ProductStatus.OffSale,
        };
}
