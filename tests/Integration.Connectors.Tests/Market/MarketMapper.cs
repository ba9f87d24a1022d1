using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Market;

/// <summary>Market's products; prices in yuan.</summary>
internal static class MarketMapper
{
    private const string Own = MarketDeclaration.OwnLanguage;
    private const string Currency = MarketDeclaration.Currency;

    /// <summary>A product; null where it has no title.</summary>
    public static Product? Product(LooseJson told, string id, RawPayload raw)
    {
        var titles = Texts(told["title"]);
        return titles.Length == 0
            ? null
            : new()
            {
                Platform = MarketDeclaration.Platform,
                Id = id,
                SellerCode = told["code"].Text,
                Titles = titles,
                Descriptions = Texts(told["description"]),
                Images = ProductParts.Images(told["images"].Items()),
                Variants = [.. told["variants"].Items().Select(Variant)],
                Status = told["on_sale"].Flag switch
                {
                    true => ProductStatus.OnSale,
                    false => ProductStatus.OffSale,
                    null => ProductStatus.Unknown,
                },
                Raw = [raw],
            };
    }

    /// <summary>A row of the list; null where it has no id.</summary>
    public static ProductListItem? Row(LooseJson told) =>
        told["id"].Text is { } id
            ? new(id, told["title"][Own].Text ?? "") { SellerCode = told["code"].Text, Stock = told["stock"].Whole }
            : null;

    /// <summary>A draft as Market takes it; what is empty is left out.</summary>
    public static object Item(ProductDraft draft) =>
        new
        {
            Id = draft.Id,
            Code = draft.SellerCode,
            Title = ByLanguage(draft.Titles),
            Description = ByLanguage(draft.Descriptions),
            Images = draft.Images.Length == 0 ? null : draft.Images.Select(static image => image.Url),
            Variants = draft.Variants.Length == 0
                ? null
                : draft.Variants.Select(static variant => new
                {
                    Code = variant.SellerCode,
                    Price = variant.Prices.FirstOrDefault()?.Value.Amount,
                    Stock = variant.Stock.FirstOrDefault()?.Quantity,
                }),
        };

    /// <summary>A stock level as Market takes it.</summary>
    public static object Item(StockChange change) =>
        new
        {
            Product = change.ProductId,
            Variant = change.VariantId,
            change.Quantity,
        };

    /// <summary>An order as Market takes it.</summary>
    public static object Item(OrderDraft order) =>
        new
        {
            order.Number,
            To = $"{order.Recipient.Name}, {order.Recipient.Street}, {order.Recipient.City}",
            Lines = order.Lines.Select(static line => new { Product = line.ProductId, Pieces = line.Quantity }),
        };

    private static Dictionary<string, string>? ByLanguage(LocalizedText[] texts) =>
        texts.Length == 0 ? null : texts.ToDictionary(static text => text.Language, static text => text.Text);

    private static LocalizedText[] Texts(LooseJson texts) =>
        [.. texts.Fields().SelectMany(static text => ProductParts.Text(text.Name, text.Value.Text))];

    private static ProductVariant Variant(LooseJson told) =>
        new()
        {
            Id = told["id"].Text,
            SellerCode = told["code"].Text,
            Options =
            [
                .. told["options"]
                    .Items()
                    .SelectMany(static one => ProductParts.Attribute(Own, one["name"].Text, one["value"].Text)),
            ],
            Prices = ProductParts.Price(told["price"].Number, Currency),
            Stock = ProductParts.Stock(told["stock"].Whole),
        };
}
