using System.Text.RegularExpressions;
using Integration.Links;

namespace Integration.Pinduoduo;

/// <summary>Links to products of Pinduoduo; <c>goods2.html?ps=…</c> has no id and redirects to one that has.</summary>
internal static partial class PinduoduoLinks
{
    public static ProductLinkRules Rules { get; } =
        new(
            PinduoduoDeclaration.Platform,
            IsGoodsId,
            new("mobile.yangkeduo.com", GoodsPath(), "goods_id"),
            new("mobile.pinduoduo.com", GoodsPath(), "goods_id"),
            new("mobile.yangkeduo.com", PromotionPath(), "goods_id"),
            new("p.pinduoduo.com", ShortPath(), null, ProductLinkKind.PlatformResolved),
            new("mobile.yangkeduo.com", SharedPath(), null, ProductLinkKind.Redirecting),
            new("mobile.pinduoduo.com", SharedPath(), null, ProductLinkKind.Redirecting)
        );

    /// <summary>Digits that fit the platform's 64 bits.</summary>
    public static bool IsGoodsId(string text) => GoodsId().IsMatch(text);

    /// <summary>An id, or a sign of the affiliate interface.</summary>
    public static bool IsId(string text) => GoodsSign().IsMatch(text);

    [GeneratedRegex("^[1-9][0-9]{0,17}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoodsId();

    [GeneratedRegex("^[A-Za-z0-9_=-]{1,128}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoodsSign();

    [GeneratedRegex("^/goods[12]?\\.html\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoodsPath();

    [GeneratedRegex(
        "^/duo_coupon_landing\\.html\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PromotionPath();

    [GeneratedRegex("^/[A-Za-z0-9]{1,32}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortPath();

    [GeneratedRegex("^/goods2\\.html\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SharedPath();
}
