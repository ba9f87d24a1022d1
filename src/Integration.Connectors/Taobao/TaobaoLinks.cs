using System.Text.RegularExpressions;
using Integration.Links;

namespace Integration.Taobao;

/// <summary>Links to products of Taobao and Tmall; <c>tk</c> in short links is no id.</summary>
internal static partial class TaobaoLinks
{
    public static ProductLinkRules Rules { get; } =
        new(
            TaobaoDeclaration.Platform,
            IsId,
            new("item.taobao.com", ItemPath(), "id"),
            new("detail.tmall.com", ItemPath(), "id"),
            new("detail.tmall.hk", HongKongPath(), "id"),
            new("detail.m.tmall.com", ItemPath(), "id"),
            new("h5.m.taobao.com", MobilePath(), "id"),
            new("a.m.taobao.com", NumberedPath()),
            new("uland.taobao.com", CouponPath(), "itemId", ProductLinkKind.PlatformResolved),
            new("m.tb.cn", ShortPath(), null, ProductLinkKind.Redirecting),
            new("e.tb.cn", ShortPath(), null, ProductLinkKind.Redirecting),
            new("s.click.taobao.com", ShortPath(), null, ProductLinkKind.PlatformResolved)
        );

    /// <summary>Digits, or the affiliates' new form.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("^/item\\.htm\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ItemPath();

    [GeneratedRegex("^(/hk)?/item\\.htm\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HongKongPath();

    [GeneratedRegex("^/awp/core/detail\\.htm\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MobilePath();

    [GeneratedRegex(
        "^/i(?<id>[0-9]{1,19})\\.htm\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NumberedPath();

    [GeneratedRegex("^/coupon/edetail\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CouponPath();

    [GeneratedRegex("^/.+\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortPath();
}
