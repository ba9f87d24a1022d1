using Integration.Platforms;

namespace Integration.Caching;

/// <summary>
/// Keys of the cache: printable ASCII, parts with a bar between them, in the order in which they are removed together.
/// </summary>
internal static class CacheKeys
{
    /// <summary>The kind of a product's keys.</summary>
    public const string Product = "product";

    private const int LongestKey = 1_024;

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

    /// <summary>Whether anything can be kept under a key: ids come from outside, of any length.</summary>
    public static bool IsKept(string key) => key.Length <= LongestKey;

    private static bool IsShort(string? text) => text is null or { Length: <= 16 };

    private static string Lower(string? text) => Part(text?.ToLowerInvariant() ?? "");

    private static string Part(string text) => Uri.EscapeDataString(text);
}
