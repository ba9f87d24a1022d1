using System.Globalization;
using System.Text.Json;
using Integration.Json;
using Integration.Platforms;
using Integration.Problems;
using Integration.Products;

namespace Integration.Writes;

/// <summary>What a request to create products may hold, and what follows from an account that cannot; decides only.</summary>
internal static class ProductCreationRules
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(2);

    /// <summary>A product whose result was lost to a bug.</summary>
    public static PlatformFailure Broken { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Platform,
            "A fault of ours prevented the result from being read; it stands in the log. Whether the product was created is not known."
        );

    /// <summary>The drafts of a request, or everything that is wrong with it.</summary>
    public static Outcome<ProductDraft[]> Drafts(byte[] body, ProductCreationOptions options)
    {
        var read = StrictJson.Read<ProductCreationRequest>(body);
        if (!read.Succeeded)
        {
            return new Problem("validation", 422, read.Malformed?.Detail ?? "Some fields are not valid; see errors.")
            {
                Errors = read.Errors,
            };
        }

        var errors = ProductCreationChecks.Of(read.Value, options.MaxProducts);
        return errors.Problem is { } problem ? problem : Array.ConvertAll(read.Value.Products, Draft);
    }

    /// <summary>Why an account gives no credentials.</summary>
    public static Problem Unusable(PlatformFailure failure) =>
        failure.Kind is FailureKind.Transient or FailureKind.Throttled
            ? new("try-later", 503, failure.Detail) { RetryAfter = failure.RetryAfter ?? s_soon }
            : new("account-unusable", 409, failure.Detail);

    /// <summary>A platform, or a kind of app of it, that takes no products from here.</summary>
    public static Problem NotTaken(string platform, AccountCredentials account) =>
        new(
            "product-not-writable",
            409,
            account.AppKind is { } kind
                ? $"Products cannot be created from here at {platform} by an app of the kind {kind}."
                : $"Products cannot be created from here at {platform}."
        );

    /// <summary>A product that has no result when the request's time is over.</summary>
    public static PlatformFailure TooLate(TimeSpan limit) =>
        new(
            FailureKind.Transient,
            FailureReason.Timeout,
            string.Create(
                CultureInfo.InvariantCulture,
                $"No result within {limit.TotalSeconds:0.#} s. What had not been sent by then is not sent any more; a call under way may still "
            ) + "create it."
        );

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
