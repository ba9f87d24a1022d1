using System.Text.Json;
using System.Text.RegularExpressions;
using Integration.Problems;
using Integration.Products;

namespace Integration.Writes;

/// <summary>The faults of a request to create products, by the paths of its fields; what a platform asks for beyond that its connector checks.</summary>
internal sealed partial class ProductCreationChecks
{
    private const int MaxCode = 128;
    private const int MaxTitle = 1_000;
    private const int MaxDescription = 100_000;
    private const int MaxImages = 100;
    private const int MaxAddress = 4_096;
    private const int MaxParts = 500;
    private const int MaxPart = 1_000;
    private readonly FieldErrors _errors = new();

    private ProductCreationChecks() { }

    /// <summary>All of them.</summary>
    public static FieldErrors Of(ProductCreationRequest request, int most)
    {
        var checks = new ProductCreationChecks();
        var count = request.Products?.Length ?? 0;
        checks._errors.When(
            count < 1 || count > most,
            "products",
            $"1 to {most} products; send the rest by another request."
        );
        if (count <= most)
        {
            foreach (var (at, product) in (request.Products ?? []).Index())
            {
                checks.Product(product, $"products[{at}]");
            }

            checks.Repeated(request.Products ?? []);
        }

        return checks._errors;
    }

    private void Repeated(ProductToCreate?[] products)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (at, product) in products.Index())
        {
            if (product?.SellerCode is { } code && !first.TryAdd(code, at))
            {
                _errors.Add($"products[{at}].seller_code", $"products[{first[code]}] has it already.");
            }
        }
    }

    private void Product(ProductToCreate? product, string at)
    {
        if (product is null)
        {
            _errors.Add(at, "A product.");
            return;
        }

        _errors.When(!IsText(product.SellerCode, MaxCode), $"{at}.seller_code", $"1 to {MaxCode} characters.");
        _errors.When(product.Titles is not { Length: > 0 }, $"{at}.titles", "One or more.");
        Texts(product.Titles, $"{at}.titles", MaxTitle);
        Texts(product.Descriptions, $"{at}.descriptions", MaxDescription);
        Images(product.Images ?? [], $"{at}.images");
        Attributes(product.Attributes ?? [], $"{at}.attributes");
        Sale(product.Price, product.RegularPrice, product.Stock, at);
        _errors.When(
            product.PlatformFields is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) },
            $"{at}.platform_fields",
            "An object."
        );
        Variants(product.Variants ?? [], at);
    }

    private void Variants(VariantToCreate?[] variants, string at)
    {
        _errors.When(variants.Length > MaxParts, $"{at}.variants", $"{MaxParts} at most.");
        foreach (var (number, variant) in variants.Take(MaxParts).Index())
        {
            var place = $"{at}.variants[{number}]";
            if (variant is null)
            {
                _errors.Add(place, "A variant.");
                continue;
            }

            _errors.When(
                variant.SellerCode is not null && !IsText(variant.SellerCode, MaxCode),
                $"{place}.seller_code",
                $"1 to {MaxCode} characters."
            );
            Attributes(variant.Options ?? [], $"{place}.options");
            Sale(variant.Price, variant.RegularPrice, variant.Stock, place);
            _errors.When(
                variant.Image is not null && !IsAddress(variant.Image),
                $"{place}.image",
                "An address, http or https."
            );
        }
    }

    private void Texts(LocalizedText?[]? texts, string at, int most)
    {
        _errors.When(texts?.Length > MaxImages, at, $"{MaxImages} at most.");
        foreach (var (number, text) in (texts ?? []).Take(MaxImages).Index())
        {
            _errors.When(
                text is null || !IsLanguage(text.Language),
                $"{at}[{number}].language",
                "A language tag such as en or pt-BR."
            );
            _errors.When(
                text is null || string.IsNullOrWhiteSpace(text.Text) || text.Text.Length > most || HasNul(text.Text),
                $"{at}[{number}].text",
                $"1 to {most} characters."
            );
        }
    }

    private void Images(string?[] images, string at)
    {
        _errors.When(images.Length > MaxImages, at, $"{MaxImages} at most.");
        foreach (var (number, url) in images.Take(MaxImages).Index())
        {
            _errors.When(!IsAddress(url), $"{at}[{number}]", $"An address, http or https, to {MaxAddress} characters.");
        }
    }

    private void Attributes(AttributeValue?[] attributes, string at)
    {
        _errors.When(attributes.Length > MaxParts, at, $"{MaxParts} at most.");
        foreach (var (number, one) in attributes.Take(MaxParts).Index())
        {
            _errors.When(
                one is null || !IsLanguage(one.Language) || !IsText(one.Name, MaxPart) || !IsText(one.Value, MaxPart),
                $"{at}[{number}]",
                $"A language, and a name and a value of 1 to {MaxPart} characters."
            );
        }
    }

    private void Sale(Money? price, Money? regular, long? stock, string at)
    {
        _errors.When(
            price is not null && !IsMoney(price),
            $"{at}.price",
            "An amount of 0 or more and an ISO 4217 code."
        );
        _errors.When(
            regular is not null && (price is null || !IsMoney(regular)),
            $"{at}.regular_price",
            "An amount of 0 or more and an ISO 4217 code, beside a price."
        );
        _errors.When(stock < 0, $"{at}.stock", "0 or more pieces.");
    }

    private static bool IsMoney(Money money) =>
        money.Amount >= 0 && money.Currency is not null && CurrencyCode().IsMatch(money.Currency);

    private static bool IsLanguage(string? language) => language is not null && LanguageTag().IsMatch(language);

    private static bool IsText(string? text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);

    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static bool IsAddress(string? url) =>
        url is { Length: <= MaxAddress }
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    [GeneratedRegex("^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^[A-Z]{3}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CurrencyCode();
}
