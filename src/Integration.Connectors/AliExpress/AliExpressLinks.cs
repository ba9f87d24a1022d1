using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Links;

namespace Integration.AliExpress;

/// <summary>Links to products of AliExpress.</summary>
internal static partial class AliExpressLinks
{
    // One published pair: 3256804686236727 on .us is 1005004872551479 elsewhere.
    private const long UnitedStatesOffset = 1L << 51;
    private const string UnitedStates = "aliexpress.us";

    private static readonly ProductLinkRules Rules = new(
        AliExpressDeclaration.Platform,
        IsId,
        new("s.click.aliexpress.com", ClickPath(), null, ProductLinkKind.Redirecting),
        new("a.aliexpress.com", SharedPath(), null, ProductLinkKind.Redirecting),
        new("aliexpress.com", ItemPath()),
        new("*.aliexpress.com", ItemPath()),
        new(UnitedStates, ItemPath()),
        new("*." + UnitedStates, ItemPath())
    );

    /// <summary>What an address leads to, with the id that holds everywhere; null where it is none of ours.</summary>
    public static ProductLink? Read(Uri url) =>
        Rules.Read(url) is not { } link ? null
        : link.ProductId is { } id && IsUnitedStates(url) ? link with { ProductId = Everywhere(id) }
        : link;

    /// <summary>Whether a redirect may be followed to a host.</summary>
    public static bool KnowsHost(string host) => Rules.KnowsHost(host);

    /// <summary>Digits that fit the platform's 64 bits.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    private static bool IsUnitedStates(Uri url) =>
        url.Host.Equals(UnitedStates, StringComparison.OrdinalIgnoreCase)
        || url.Host.EndsWith("." + UnitedStates, StringComparison.OrdinalIgnoreCase);

    private static string Everywhere(string id)
    {
        var number = long.Parse(id, CultureInfo.InvariantCulture);
        return number > UnitedStatesOffset ? (number - UnitedStatesOffset).ToString(CultureInfo.InvariantCulture) : id;
    }

    [GeneratedRegex("^[1-9][0-9]{0,17}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(
        "^/(i|item(/[^/]{1,500})?)/(?<id>[0-9]+)\\.html\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ItemPath();

    [GeneratedRegex("^/e/.+\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClickPath();

    [GeneratedRegex("^/_.+\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SharedPath();
}
