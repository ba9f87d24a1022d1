using System.ComponentModel.DataAnnotations;
using Integration.Catalogue;

namespace Integration.Pinduoduo;

/// <summary>How Pinduoduo is called.</summary>
public sealed class PinduoduoOptions : PlatformOptions
{
    /// <summary>The gateway of all calls.</summary>
    public Uri GatewayUrl { get; set; } = new("https://gw-api.pinduoduo.com/api/router");

    /// <summary>The page on which shops authorise apps, with their main account; only linked to.</summary>
    public Uri AuthorisationPage { get; set; } = new("https://fuwu.pinduoduo.com/service-market/auth");

    /// <summary>The page on which affiliates authorise apps; only linked to.</summary>
    public Uri AffiliateAuthorisationPage { get; set; } = new("https://jinbao.pinduoduo.com/open.html");

    /// <summary>
    /// Whether variants of other shops' goods are asked for; default false. Without the platform's special grant the call is
    /// refused then.
    /// </summary>
    public bool AskForVariants { get; set; }

    /// <summary>
    /// How deep a list of orders is paged, in orders; 100 to 1,000,000, default 10,000. Pinduoduo publishes no limit: where more
    /// orders match, the window is cut in two, which costs a few calls, while a page too deep would fail the sync.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxOrderRows { get; set; } = 10_000;

    /// <summary>
    /// How long before Pinduoduo's now a window of orders ends; 0 to 1 h, default 3 min, which its documents advise. Shorter is
    /// fresher; longer than the list's own delay keeps late orders out of the pages under way.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OrderLag { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How much of the window before is read again; 0 to 1 d, default 5 min. Orders that come into the list later than this after
    /// their change are found by the next full sync only.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan OrderOverlap { get; set; } = TimeSpan.FromMinutes(5);

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [
            (nameof(GatewayUrl), GatewayUrl),
            (nameof(AuthorisationPage), AuthorisationPage),
            (nameof(AffiliateAuthorisationPage), AffiliateAuthorisationPage),
        ];
}
