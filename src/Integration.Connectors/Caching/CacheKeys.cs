using System.Globalization;
using Integration.Platforms;

namespace Integration.Caching;

/// <summary>
/// Keys of the cache: printable ASCII, parts with a bar between them, in the order in which they are removed together.
/// </summary>
internal static class CacheKeys
{
    /// <summary>The kind of a product's keys.</summary>
    public const string Product = "product";

    /// <summary>The kind of a page's keys.</summary>
    public const string Page = "page";

    private const int LongestPart = 200;

    /// <summary>What all keys of one product of one account begin with.</summary>
    public static string ProductPrefix(string platform, string accountId, string id) =>
        $"{Product}|{Part(platform)}|{Part(accountId)}|{Part(id)}|";

    /// <summary>What a product depends on beside its id; null where the query is none that is kept.</summary>
    public static string? Variation(string appKind, ProductQuery query)
    {
        var (language, currency, country) = (query.Language, query.Currency, query.Country);
        return IsShort(language) && IsShort(currency) && IsShort(country)
            ? $"{Part(appKind)}|{Lower(language)}|{Lower(currency)}|{Lower(country)}"
            : null;
    }

    /// <summary>Whether an id can be part of a key.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= LongestPart;

    /// <summary>The key of a page.</summary>
    public static string PageOf(string platform, AccountCredentials account, string appKind, ProductListQuery query) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Page}|{Part(platform)}|{Part(account.AccountId)}|{Part(appKind)}|{Part(query.Cursor ?? "")}|{query.PageSize}|{query.ModifiedFrom?.UtcTicks}|{query.ModifiedTo?.UtcTicks}"
        );

    /// <summary>The mark by which an account's pages are removed together.</summary>
    public static string PageTag(string platform, string accountId) => $"{Page}|{Part(platform)}|{Part(accountId)}";

    /// <summary>The kind in a key.</summary>
    public static string KindOf(string key) => key[..key.IndexOf('|', StringComparison.Ordinal)];

    private static bool IsShort(string? text) => text is null or { Length: <= 16 };

    private static string Lower(string? text) => Part(text?.ToLowerInvariant() ?? "");

    private static string Part(string text) => Uri.EscapeDataString(text);
}
