using System.ComponentModel.DataAnnotations;
using Integration.Catalogue;
using Integration.RequestSigning;

namespace Integration.Taobao;

/// <summary>How Taobao is called.</summary>
public sealed class TaobaoOptions : OrderPlatformOptions
{
    /// <summary>TOP's gateway; default that of China, <c>https://api.taobao.com/router/rest</c> is the one from overseas.</summary>
    public Uri TopUrl { get; set; } = new("https://gw.api.taobao.com/router/rest");

    /// <summary>Where TOP's tokens are had and refreshed.</summary>
    public Uri TokenUrl { get; set; } = new("https://oauth.taobao.com/token");

    /// <summary>The page on which people authorise apps of TOP; only linked to.</summary>
    public Uri AuthorisationPage { get; set; } = new("https://oauth.taobao.com/authorize");

    /// <summary>The base of the cross-border interface.</summary>
    public Uri CrossBorderUrl { get; set; } = new("https://api.taobao.global/rest");

    /// <summary>How TOP requests are signed; default HMAC-SHA256. The platform accepts all three.</summary>
    [EnumDataType(typeof(TopSignMethod))]
    public TopSignMethod SignMethod { get; set; } = TopSignMethod.HmacSha256;

    /// <summary>
    /// What affiliate reading is for: 1 promotion links, 2 price comparison, 3 a library of goods; default 3. The app must be
    /// granted it.
    /// </summary>
    [Range(1, 3)]
    public int AffiliateScene { get; set; } = 3;

    /// <summary>
    /// The longest window of changed orders that is asked for; 1 min to 1 d, which is the platform's limit, default 1 d. TOP
    /// answers windows of 30 minutes and less faster; those of a sync every 10 minutes are short anyway.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan OrderWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Types of trades that are listed, by TOP's names such as <c>fixed</c>; at most 50, default none, with which TOP lists
    /// <c>guarantee_trade, auto_delivery, ec, cod, step</c>. A shop that sells in other ways misses their orders otherwise.
    /// </summary>
    [MaxLength(50)]
    public string[] TradeTypes { get; set; } = [];

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [
            (nameof(TopUrl), TopUrl),
            (nameof(TokenUrl), TokenUrl),
            (nameof(AuthorisationPage), AuthorisationPage),
            (nameof(CrossBorderUrl), CrossBorderUrl),
        ];
}
