using System.Text.Json;
using Integration.Platforms;
using Integration.Problems;
using Integration.Products;

namespace Integration.Writes;

/// <summary>What a request to create products may hold; decides only.</summary>
internal static class ProductCreationRules
{
    /// <summary>The drafts of a request, or everything that is wrong with it.</summary>
    public static Outcome<ProductDraft[]> Drafts(byte[] body, ProductCreationOptions options)
    {
        var read = AccountWriteRules.Read<ProductCreationRequest>(body);
        if (!read.Succeeded)
        {
            return read.Problem;
        }

        var errors = ProductCreationChecks.Of(read.Value, options.MaxProducts);
        return errors.Problem is { } problem ? problem : Array.ConvertAll(read.Value.Products, Draft);
    }

    private static ProductDraft Draft(ProductToCreate asked) =>
        new(asked.SellerCode)
        {
            Titles = asked.Titles,
            Descriptions = asked.Descriptions ?? [],
            Images = [.. (asked.Images ?? []).Select(static url => new ProductImage(url))],
            Attributes = asked.Attributes ?? [],
            Variants = [.. (asked.Variants ?? []).Select(Variant)],
            Prices = Prices(asked.Price, asked.RegularPrice),
            Stock = Stock(asked.Stock),
            PlatformFields = asked.PlatformFields is { ValueKind: JsonValueKind.Object } own ? own : null,
        };

    private static ProductVariant Variant(VariantToCreate asked) =>
        new()
        {
            SellerCode = asked.SellerCode,
            Options = asked.Options ?? [],
            Prices = Prices(asked.Price, asked.RegularPrice),
            Stock = Stock(asked.Stock),
            Image = asked.Image is { } url ? new(url) : null,
        };

    private static ProductPrice[] Prices(Money? price, Money? regular) =>
        price is null ? [] : [new(price) { Regular = regular }];

    private static StockLevel[] Stock(long? pieces) => pieces is { } quantity ? [new(quantity)] : [];
}
