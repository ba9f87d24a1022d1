using System.Text.RegularExpressions;
using Integration.Links;

namespace Integration.Alibaba1688;

/// <summary>Links to offers of 1688.</summary>
internal static partial class Alibaba1688Links
{
    public static ProductLinkRules Rules { get; } =
        new(
            Alibaba1688Declaration.Platform,
            IsId,
            new("detail.1688.com", OfferPath()),
            new("m.1688.com", OfferPath()),
            new("detail.m.1688.com", MobilePath(), "offerId")
        );

    /// <summary>Digits that fit the platform's 64 bits.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex("^[1-9][0-9]{0,17}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(
        "^/offer/(?<id>[0-9]+)\\.html\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OfferPath();

    [GeneratedRegex("^/page/index\\.html\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MobilePath();
}
