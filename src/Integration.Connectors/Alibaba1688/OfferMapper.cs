using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Alibaba1688;

/// <summary>
/// Products of <c>product.search.queryProductDetail</c>: Chinese with a translation beside each text, prices in yuan or in
/// the currency asked for.
/// </summary>
internal static class OfferMapper
{
    private const string Own = Alibaba1688Declaration.OwnLanguage;

    /// <summary>The product in a good answer; gone where the inner result is empty or not published.</summary>
    public static PlatformResult<Product> Read(string id, ProductQuery query, PlatformReply reply)
    {
        var outer = reply.Root["result"];
        if (outer["success"].Flag != true)
        {
            return Failures.UnknownShape(reply, "a successful result");
        }

        var offer = outer["result"];
        if (!offer["subject"].Exists && !offer["offerId"].Exists)
        {
            return Failures.Gone(id);
        }

        return offer["status"].Text is { } status and not "published"
            ? Failures.Gone(id, $"its status is {reply.Shown(status, 40)}")
            : Map(id, query, offer, reply.Raw);
    }

    /// <summary>What an order calls the variants of an offer (<c>specId</c>), by their ids.</summary>
    public static Dictionary<string, string> Specs(PlatformReply reply) =>
        reply
            .Root["result"]["result"]["productSkuInfos"]
            .Items()
            .Where(static sku => sku["skuId"].Text is not null && sku["specId"].Text is not null)
            .DistinctBy(static sku => sku["skuId"].Text)
            .ToDictionary(static sku => sku["skuId"].Text!, static sku => sku["specId"].Text!, StringComparer.Ordinal);

    private static Product Map(string id, ProductQuery query, LooseJson offer, RawPayload raw)
    {
        var currency = query.Currency ?? Alibaba1688Declaration.Currency;
        var language = query.Language;
        var sale = offer["productSaleInfo"];
        return new()
        {
            Platform = Alibaba1688Declaration.Platform,
            Id = id,
            Titles = ProductParts.Texts(Own, offer["subject"].Text, language, offer["subjectTrans"].Text),
            Descriptions = ProductParts.Texts(Own, offer["description"].Text, language, offer["descriptionTrans"].Text),
            Images = ProductParts.Images(offer["productImage"]["images"].Items()),
            Attributes = [.. offer["productAttribute"].Items().SelectMany(one => Attributes(one, language))],
            Variants = [.. offer["productSkuInfos"].Items().Select(sku => Variant(sku, language, currency))],
            Prices = Tiers(sale["priceRangeList"], currency),
            Stock = ProductParts.Stock(sale["amountOnSale"].Whole),
            Status = offer["status"].Exists ? ProductStatus.OnSale : ProductStatus.Unknown,
            Raw = [raw],
        };
    }

    private static ProductVariant Variant(LooseJson sku, string? language, string currency)
    {
        var options = sku["skuAttributes"].Items();
        var price = sku["price"].Number;
        return new()
        {
            Id = sku.First("skuId", "specId").Text,
            SellerCode = sku["cargoNumber"].Text,
            Options = [.. options.SelectMany(one => Attributes(one, language))],
            Prices = ProductParts.Promoted(sku["promotionPrice"].Number, price, currency),
            Stock = ProductParts.Stock(sku["amountOnSale"].Whole),
            Image = options
                .Select(static one => ProductParts.Image(one["skuImageUrl"].Text))
                .FirstOrDefault(static image => image is not null),
        };
    }

    private static AttributeValue[] Attributes(LooseJson one, string? language)
    {
        var own = ProductParts.Attribute(Own, one["attributeName"].Text, one["value"].Text);
        var translated = language is null or Own
            ? []
            : ProductParts.Attribute(language, one["attributeNameTrans"].Text, one["valueTrans"].Text);
        // As with titles: what was not translated comes back as it was.
        var isTranslated =
            translated.Length > 0
            && (own.Length == 0 || (own[0].Name, own[0].Value) != (translated[0].Name, translated[0].Value));
        return isTranslated ? [.. own, .. translated] : own;
    }

    /// <summary>Prices by quantity, ascending.</summary>
    public static ProductPrice[] Tiers(LooseJson ranges, string currency) =>
        [
            .. ranges
                .Items()
                .SelectMany(range =>
                    ProductParts
                        .Price(range["price"].Number, currency)
                        .Select(price => price with { MinimumQuantity = Quantity(range["startQuantity"].Whole) })
                )
                .OrderBy(static price => price.MinimumQuantity),
        ];

    private static int Quantity(long? quantity) => (int)Math.Clamp(quantity ?? 1, 1, int.MaxValue);
}
