using System.Text.RegularExpressions;

namespace Integration.Links;

/// <summary>Reads addresses by a platform's rules, first match first.</summary>
/// <param name="platform">The platform's name.</param>
/// <param name="isId">Whether a text can be an id of the platform.</param>
/// <param name="rules">Its forms of addresses.</param>
internal sealed class ProductLinkRules(string platform, Func<string, bool> isId, params ProductLinkRule[] rules)
{
    /// <summary>What an address leads to; null where it is none of the platform's.</summary>
    public ProductLink? Read(Uri url)
    {
        if (!IsPlain(url))
        {
            return null;
        }

        foreach (var rule in rules.Where(rule => rule.IsAbout(url.Host)))
        {
            if (rule.Path.Match(url.AbsolutePath) is { Success: true } path && Read(url, rule, path) is { } link)
            {
                return link;
            }
        }

        return null;
    }

    /// <summary>Whether any rule is about a host.</summary>
    public bool KnowsHost(string host) => rules.Any(rule => rule.IsAbout(host));

    private ProductLink? Read(Uri url, ProductLinkRule rule, Match path)
    {
        var id = rule.QueryField is { } field ? QueryValue(url.Query, field) : path.Groups["id"].Value;
        if (id is { Length: > 0 })
        {
            return isId(id) ? new(platform, ProductLinkKind.Product, Secure(url), id) : null;
        }

        return rule.WithoutId is { } kind ? new(platform, kind, Secure(url)) : null;
    }

    private static bool IsPlain(Uri url) =>
        url.IsAbsoluteUri
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.IsDefaultPort
        && url.UserInfo.Length == 0;

    private static Uri Secure(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps ? url : new UriBuilder(url) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri;

    private static string? QueryValue(string query, string field)
    {
        foreach (var pair in query.TrimStart('?').Split('&'))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            // Addresses copied out of a page's source have &amp; between their fields.
            var name = at < 0 ? "" : pair[..at].Replace("amp;", "", StringComparison.Ordinal);
            if (name.Equals(field, StringComparison.OrdinalIgnoreCase))
            {
                return Uri.UnescapeDataString(pair[(at + 1)..]);
            }
        }

        return null;
    }
}
