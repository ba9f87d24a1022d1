using System.ComponentModel.DataAnnotations;
using Integration.Catalogue;

namespace Integration.AliExpress;

/// <summary>How AliExpress is called.</summary>
public sealed class AliExpressOptions : PlatformOptions
{
    /// <summary>Where business calls go to.</summary>
    public Uri SyncUrl { get; set; } = new("https://api-sg.aliexpress.com/sync");

    /// <summary>The base of system calls.</summary>
    public Uri RestUrl { get; set; } = new("https://api-sg.aliexpress.com/rest");

    /// <summary>
    /// The field of the token in business calls: <c>session</c> (default, as the official SDK) or <c>access_token</c> (as the
    /// documents).
    /// </summary>
    [RegularExpression("session|access_token")]
    public string TokenField { get; set; } = "session";

    /// <summary>The country that prices and stock are asked for where a query names none; ISO 3166-1 alpha-2, default US.</summary>
    [RegularExpression("[A-Z]{2}")]
    public string Country { get; set; } = "US";

    /// <summary>The currency that is asked for where a query names none; ISO 4217, default USD.</summary>
    [RegularExpression("[A-Z]{3}")]
    public string Currency { get; set; } = "USD";

    /// <summary>The language that is asked for where a query names none; BCP 47, default en.</summary>
    [RegularExpression("[a-z]{2}([-_][A-Z]{2})?")]
    public string Language { get; set; } = "en";

    /// <summary>
    /// Ids of the option that names where a variant ships from; at most 20. Variants are grouped without it.
    /// </summary>
    [MaxLength(20)]
    public string[] ShipFromIds { get; set; } = ["200007763"];

    /// <summary>Names of that option, for replies without ids; any case, at most 100.</summary>
    [MaxLength(100)]
    public string[] ShipFromNames { get; set; } = ["Ships From", "Ship From", "发货地"];

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [(nameof(SyncUrl), SyncUrl), (nameof(RestUrl), RestUrl)];
}
