using System.Text.RegularExpressions;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>What is common to asking for products: checks before the call, one result for each id after it.</summary>
internal static partial class ProductAsking
{
    /// <summary>Asks for the ids that are well formed, once each.</summary>
    /// <param name="connector">Whose declaration the query is checked against.</param>
    /// <param name="account">The account that asks.</param>
    /// <param name="query">The caller's query.</param>
    /// <param name="isId">Whether a text can be an id of the platform.</param>
    /// <param name="ask">
    /// Asks for the ids of the query it is given, whose language and currency are spelt as declared; an id that it leaves out is gone.
    /// </param>
    public static async Task<ProductResult[]> Ask(
        IConnector connector,
        AccountCredentials account,
        ProductQuery query,
        Func<string, bool> isId,
        Func<AppKind, ProductQuery, Task<PlatformResult<Dictionary<string, PlatformResult<Product>>>>> ask
    )
    {
        string[] ids = [.. query.Ids.Distinct(StringComparer.Ordinal)];
        string[] askable = [.. ids.Where(isId)];
        if (askable.Length == 0)
        {
            return [.. ids.Select(Malformed)];
        }

        var kind = connector.Declaration.KindOf(account);
        var answer = Refusal(connector.Declaration, account, kind, query, askable.Length) is { } refusal
            ? refusal
            : await ask(kind!, Spelt(kind!, query) with { Ids = askable });
        return [.. ids.Select(id => isId(id) ? Result(id, answer) : Malformed(id))];
    }

    /// <summary>The answer of a call for one product.</summary>
    public static Dictionary<string, PlatformResult<Product>> One(string id, PlatformResult<Product> product) =>
        new(StringComparer.Ordinal) { [id] = product };

    private static ProductResult Result(
        string id,
        PlatformResult<Dictionary<string, PlatformResult<Product>>> answer
    ) => new(id, answer.Succeeded ? answer.Value.GetValueOrDefault(id) ?? Failures.Gone(id) : answer.Failure);

    private static ProductResult Malformed(string id) =>
        new(id, Failures.InvalidRequest($"'{Failures.Short(id, 80)}' cannot be an id of a product here."));

    private static PlatformFailure? Refusal(
        ConnectorDeclaration declaration,
        AccountCredentials account,
        AppKind? kind,
        ProductQuery query,
        int count
    )
    {
        if (kind is null)
        {
            var known = string.Join(", ", declaration.AppKinds.Select(static one => one.Name));
            return Failures.InvalidRequest(
                $"'{account.AppKind}' is no kind of app of {declaration.Platform}: {known}."
            );
        }

        if (count > kind.MaxIdsPerCall)
        {
            return Failures.InvalidRequest($"{count} ids in one query, the limit is {kind.MaxIdsPerCall}.");
        }

        if (kind.NeedsToken && account.AccessToken is null)
        {
            return Failures.NoToken();
        }

        if (query.Language is { } language && !Speaks(kind, language))
        {
            return Failures.Unsupported($"'{language}' is no language of {declaration.Platform} ({kind.Name}).");
        }

        // One currency only is given whatever was asked for.
        return
            kind.Currencies.Length > 1 && query.Currency is { } currency && Declared(kind.Currencies, currency) is null
            ? Failures.Unsupported($"'{currency}' is no currency of {declaration.Platform} ({kind.Name}).")
            : null;
    }

    // What a platform is asked for and what its texts are then marked with is one spelling, whatever the caller's.
    private static ProductQuery Spelt(AppKind kind, ProductQuery query) =>
        query with
        {
            Language = Declared(kind.Languages, query.Language) ?? query.Language,
            Currency = Declared(kind.Currencies, query.Currency) ?? query.Currency?.ToUpperInvariant(),
        };

    private static string? Declared(string[] declared, string? asked) =>
        Array.Find(declared, one => string.Equals(one, asked, StringComparison.OrdinalIgnoreCase));

    private static bool Speaks(AppKind kind, string language) =>
        kind.Languages.Length == 0 ? LanguageTag().IsMatch(language) : Declared(kind.Languages, language) is not null;

    [GeneratedRegex(
        "^[a-z]{2,3}([-_][A-Za-z]{2})?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LanguageTag();
}
