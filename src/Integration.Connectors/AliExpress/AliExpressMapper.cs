using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Platforms;
using Integration.Products;

namespace Integration.AliExpress;

/// <summary>Products of <c>aliexpress.ds.product.get</c>.</summary>
/// <param name="options">What is asked for where a query leaves it open, and how the place of dispatch is recognised.</param>
internal sealed class AliExpressMapper(AliExpressOptions options)
{
    /// <summary>The status of what can be bought, as the list is asked for it.</summary>
    public const string OnSelling = "onSelling";

    /// <summary>Every status that the list can be asked for, one at a time.</summary>
    public static readonly string[] ListStatuses = [OnSelling, "offline", "auditing", "editingRequired"];

    private static readonly char[] ImageSeparators = [';', ','];

    /// <summary>The result of a reply, whichever of the wrappers it came in.</summary>
    public static LooseJson ResultOf(LooseJson root)
    {
        var answer = AnswerOf(root);
        return answer["result"] is { Exists: true } result ? result : answer;
    }

    /// <summary>What the result of a reply lies in.</summary>
    public static LooseJson AnswerOf(LooseJson root)
    {
        var reply = root.Fields().FirstOrDefault(static field => IopErrors.IsResponse(field.Name)).Value;
        var answer = reply.Exists ? reply : root;
        return answer["resp_result"] is { Exists: true } wrapped ? wrapped : answer;
    }

    /// <summary>What a good answer says of the list.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="status">Which products were asked for: its rows do not say.</param>
    public static ListAnswer List(PlatformReply reply, string status)
    {
        var result = ResultOf(reply.Root);
        var rows = result["aeop_a_e_product_display_d_t_o_list"].Items("item_display_dto");
        return ListAnswer.Of(
            reply,
            rows,
            told => Row(told, status == OnSelling ? ProductStatus.OnSale : ProductStatus.OffSale),
            result["product_count"].Whole
        );
    }

    /// <summary>The product in a good answer; gone where it is not on sale.</summary>
    public PlatformResult<Product> Read(string id, ProductQuery query, PlatformReply reply)
    {
        var result = ResultOf(reply.Root);
        var basic = result["ae_item_base_info_dto"];
        if (!basic["subject"].Exists && !basic["product_id"].Exists)
        {
            return Failures.UnknownShape(reply, "a product");
        }

        return
            basic["product_status_type"].Text is { } status
            && !status.Equals(OnSelling, StringComparison.OrdinalIgnoreCase)
            ? Failures.Gone(id, $"its status is {reply.Shown(status, 40)}")
            : Map(id, query, result, reply.Raw);
    }

    private static ProductListItem? Row(LooseJson told, ProductStatus status) =>
        told["product_id"].Text is { } id ? new(id, told["subject"].Text ?? "") { Status = status } : null;

    private Product Map(string id, ProductQuery query, LooseJson result, RawPayload raw)
    {
        var basic = result["ae_item_base_info_dto"];
        var language = query.Language ?? options.Language;
        var currency = basic["currency_code"].Text ?? query.Currency ?? options.Currency;
        return new()
        {
            Platform = AliExpressDeclaration.Platform,
            Id = id,
            Titles = ProductParts.Text(language, basic["subject"].Text),
            Descriptions = ProductParts.Text(language, basic["detail"].Text),
            Images = Images(result["ae_multimedia_info_dto"]["image_urls"]),
            Attributes =
            [
                .. result["ae_item_properties"]
                    .Items("ae_item_property")
                    .SelectMany(one => ProductParts.Attribute(language, one["attr_name"].Text, one["attr_value"].Text)),
            ],
            Variants = Variants(result["ae_item_sku_info_dtos"].Items("ae_item_sku_info_d_t_o"), language, currency),
            Status = ProductStatus.OnSale,
            Country = query.Country?.ToUpperInvariant() ?? options.Country,
            Raw = [raw],
        };
    }

    private static ProductImage[] Images(LooseJson urls) =>
        ProductParts.Images(
            urls.Items("string")
                .SelectMany(static one =>
                    (one.Text ?? "").Split(
                        ImageSeparators,
                        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                    )
                )
        );

    private ProductVariant[] Variants(LooseJson[] skus, string language, string currency) =>
        [
            .. skus.Select((sku, at) => new ShippedVariant(sku, at, language, options))
                .GroupBy(static sku => sku.Key, StringComparer.Ordinal)
                .Select(group => Merge([.. group], currency)),
        ];

    private static ProductVariant Merge(ShippedVariant[] places, string currency)
    {
        var first = places[0];
        var prices = places.Select(place => Price(place.Sku, currency)).Where(static price => price.Length > 0);
        return new()
        {
            Id = first.Id,
            SellerCode = first.Sku["sku_code"].Text,
            Options = first.Options,
            Prices = prices.MinBy(static price => price[0].Value.Amount) ?? [],
            Stock =
            [
                .. places.SelectMany(static place =>
                    ProductParts
                        .Stock(place.Sku["sku_available_stock"].Whole)
                        .Select(level =>
                            level with
                            {
                                Warehouse = place.ShipsFrom,
                                VariantId = place.ShipsFrom is null ? null : place.Id,
                            }
                        )
                ),
            ],
            Image = first.Image,
        };
    }

    private static ProductPrice[] Price(LooseJson sku, string currency)
    {
        var regular = sku["sku_price"].Number;
        return ProductParts.Promoted(sku["offer_sale_price"].Number, regular, sku["currency_code"].Text ?? currency);
    }
}
