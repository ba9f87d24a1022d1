using System.Text.RegularExpressions;
using Integration.Mapping;
using Integration.Platforms;
using Integration.Problems;
using Integration.Time;

namespace Integration.Collections;

/// <summary>What a collection may ask for, and what follows from a failure; decides only.</summary>
internal static partial class CollectionRules
{
    public static readonly TimeSpan DefaultMaxAge = TimeSpan.FromHours(1);
    public static readonly TimeSpan LongestMaxAge = TimeSpan.FromDays(30);
    private const int MaxId = 128;
    private const int MaxLink = 4_096;
    private const int MaxLanguages = 10;
    private const int MaxCurrencies = 5;

    private const int HopelessFailures = 10;

    /// <summary>An answer that was not read because of a bug.</summary>
    public static PlatformFailure Broken { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Platform,
            "A fault of ours prevented the answer from being read; it stands in the log."
        );

    // Of thousands of items the first faulty ones say enough.
    private const int MaxItemErrors = 20;

    /// <summary>Faults that show without knowing the account.</summary>
    public static FieldErrors Check(CollectionRequest request, CollectionOptions options)
    {
        var errors = new FieldErrors();
        var (ids, links) = (request.Ids ?? [], request.Links ?? []);
        errors.When(!ResourceIds.IsValid(request.Account), "account", ResourceIds.Rule);
        errors.When(ids.Length + links.Length == 0 && !request.Shop, "ids", "Give ids, links, or shop: true.");
        errors.When(
            ids.Length + links.Length > options.MaxItems,
            "ids",
            $"Ids and links are {options.MaxItems} at most; start another collection for the rest."
        );
        CheckItems(errors, "ids", ids, MaxId, static text => text.Any(static c => char.IsControl(c) || c == ' '));
        CheckItems(errors, "links", links, MaxLink, static text => text.Contains('\0', StringComparison.Ordinal));
        CheckView(errors, request);
        return errors;
    }

    /// <summary>Adds the faults that follow from the account's platform.</summary>
    public static void Check(FieldErrors errors, CollectionRequest request, IConnector connector, AppKind? kind)
    {
        var platform = connector.Declaration.Platform;
        errors.When(connector is not IProductDetails, "account", $"{platform} gives no products by id.");
        errors.When(request.Shop && connector is not IProductList, "shop", $"{platform} lists no shop's products.");
        errors.When(
            request.Links is { Length: > 0 } && connector is not IProductLinks,
            "links",
            $"Links of {platform} cannot be read; give ids."
        );
        if (kind is null)
        {
            errors.Add("account", $"Its kind of app is none of {platform}.");
            return;
        }

        foreach (var language in request.Languages ?? [])
        {
            errors.When(
                kind.Languages.Length > 0 && Declared(kind.Languages, language) is null,
                "languages",
                $"'{language}' is no language of {platform} ({kind.Name}): {string.Join(", ", kind.Languages)}."
            );
        }

        foreach (var currency in Currencies(request))
        {
            errors.When(
                kind.Currencies.Length > 0 && Declared(kind.Currencies, currency) is null,
                request.Currencies is null ? "currency" : "currencies",
                $"'{currency}' is no currency of {platform} ({kind.Name}): {string.Join(", ", kind.Currencies)}."
            );
        }

        errors.When(
            request.Country is not null && !kind.SellsByCountry,
            "country",
            $"{platform} ({kind.Name}) tells the same for every country; leave it out."
        );
    }

    /// <summary>The languages as the platform spells them, each once.</summary>
    public static string[] Languages(CollectionRequest request, AppKind kind) =>
        [
            .. (request.Languages ?? [])
                .Select(one => Declared(kind.Languages, one) ?? one)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>The currencies in capitals, each once; none for the platform's own.</summary>
    public static string[] Currencies(CollectionRequest request) =>
        [
            .. (request.Currencies ?? (request.Currency is { } one ? [one] : []))
                .Select(static code => code?.ToUpperInvariant() ?? "")
                .Distinct(StringComparer.Ordinal)
                // In whichever order they were asked for: it is the same product.
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>When to ask again; null where the failure is final.</summary>
    /// <param name="failure">How the attempt failed.</param>
    /// <param name="before">Attempts before it; a call that the hub held back is none, and ends nothing.</param>
    /// <param name="options">The schedule.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="random">For the jitter.</param>
    public static DateTimeOffset? RetryAt(
        PlatformFailure failure,
        int before,
        CollectionOptions options,
        DateTimeOffset now,
        Random random
    )
    {
        // A token that has expired is refreshed by whoever hands out credentials.
        var isPassing =
            failure.Kind is FailureKind.Transient or FailureKind.Throttled
            || failure.Reason == FailureReason.TokenExpired;
        if (!isPassing || (before + 1 >= options.MaxAttempts && !failure.IsHeldBack))
        {
            return null;
        }

        var doubled = options.FirstWait * Math.Pow(2, Math.Min(before, 20));
        var ours = (doubled < options.LongestWait ? doubled : options.LongestWait) * (1 + (random.NextDouble() * 0.2));
        // The platform's own Retry-After wins over our schedule: it knows its limits.
        return now + (failure.RetryAfter is { } theirs && theirs > ours ? theirs : ours);
    }

    /// <summary>
    /// Whether a failure is one of the account, so that no other product would fare better and the platform should not be asked
    /// on. A missing permission may be one product's affair: it is the account's where nothing was given so far.
    /// </summary>
    /// <param name="failure">How the attempt failed.</param>
    /// <param name="collection">As it was before the attempt.</param>
    public static bool EndsAll(PlatformFailure failure, CollectionResource collection) =>
        IsOfAccount(failure)
        || (
            failure.Reason == FailureReason.NotAllowed
            && collection.Failed >= HopelessFailures
            && collection.Collected + collection.Unchanged == 0
        );

    /// <summary>Whether a failure is one of the account whatever it was asked for.</summary>
    public static bool IsOfAccount(PlatformFailure failure) =>
        failure.Reason is FailureReason.BadCredentials or FailureReason.AuthorisationLost;

    /// <summary>
    /// How long the whole collection rests after a failed call for a link; null where the others may go on. A quota of this one call
    /// is none of those for products.
    /// </summary>
    public static TimeSpan? PauseAfter(PlatformFailure? refused) =>
        refused is { IsOfCallAlone: false } && (refused.Kind == FailureKind.Throttled || refused.IsHeldBack)
            ? refused.RetryAfter
            : null;

    /// <summary>A failure that was tried again and stayed, as it is told at the end.</summary>
    public static PlatformFailure GivenUp(PlatformFailure failure, int attempts) =>
        attempts > 1 ? failure with { Detail = $"Given up after {attempts} attempts. {failure.Detail}" } : failure;

    /// <summary>A product that is gone, in words that need no knowledge of the platform's own; other failures as they are.</summary>
    public static PlatformFailure Explained(PlatformFailure failure, string id) =>
        failure.Reason != FailureReason.Gone || failure.Detail.Contains(id, StringComparison.Ordinal)
            ? failure
            : failure with
            {
                Detail =
                    $"There is no product {id} for this account: it does not exist, is off sale, or is not offered. {failure.Detail}",
            };

    private static void CheckItems(
        FieldErrors errors,
        string field,
        string[] items,
        int longest,
        Func<string, bool> isUnusable
    )
    {
        var faulty = items
            .Index()
            .Where(one => string.IsNullOrWhiteSpace(one.Item) || one.Item.Length > longest || isUnusable(one.Item))
            .Take(MaxItemErrors);
        foreach (var (place, _) in faulty)
        {
            errors.Add($"{field}[{place}]", $"1 to {longest} characters that can be read.");
        }
    }

    private static void CheckView(FieldErrors errors, CollectionRequest request)
    {
        var languages = request.Languages ?? [];
        errors.When(languages.Length > MaxLanguages, "languages", $"At most {MaxLanguages}.");
        foreach (var language in languages.Where(static one => one is null || !LanguageTag().IsMatch(one)).Take(1))
        {
            errors.Add("languages", $"'{language}' is no language tag such as en or pt-BR.");
        }

        errors.When(
            request.Currency is { } currency && !CurrencyCode().IsMatch(currency),
            "currency",
            "An ISO 4217 code such as USD."
        );
        errors.When(
            request.Currencies is { } all
                && (
                    request.Currency is not null
                    || all.Length is 0 or > MaxCurrencies
                    || !all.All(static one => one is not null && CurrencyCode().IsMatch(one))
                ),
            "currencies",
            $"1 to {MaxCurrencies} ISO 4217 codes such as USD, in place of currency."
        );
        errors.When(
            request.Country is { } country && !CountryCode().IsMatch(country),
            "country",
            "An ISO 3166-1 code of two letters such as US."
        );
        errors.When(
            request.MaxAge is { } age && (!Durations.TryParse(age, out var span) || span > LongestMaxAge),
            "max_age",
            $"A duration from 0s to {Durations.Format(LongestMaxAge)}, such as 1h."
        );
    }

    private static string? Declared(string[] declared, string asked) =>
        Array.Find(declared, one => string.Equals(one, asked, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^[A-Za-z]{3}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CurrencyCode();

    [GeneratedRegex("^[A-Za-z]{2}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CountryCode();
}
