using System.ComponentModel.DataAnnotations;
using Integration.Catalogue;

namespace Integration.AliExpress;

/// <summary>How AliExpress is called.</summary>
public sealed class AliExpressOptions : OrderPlatformOptions, IValidatableObject
{
    /// <summary>Where business calls go to.</summary>
    public Uri SyncUrl { get; set; } = new("https://api-sg.aliexpress.com/sync");

    /// <summary>The base of system calls.</summary>
    public Uri RestUrl { get; set; } = new("https://api-sg.aliexpress.com/rest");

    /// <summary>The page on which people authorise apps; only linked to.</summary>
    public Uri AuthorisationPage { get; set; } = new("https://api-sg.aliexpress.com/oauth/authorize");

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

    /// <summary>
    /// The zone of the platform's times, which have none of their own; an IANA name, default <c>America/Los_Angeles</c>, as the documents
    /// say. Where orders come hours too early or too late in a sandbox or an older interface, <c>UTC</c> is the other candidate.
    /// </summary>
    [Required]
    public string TimeZoneId { get; set; } = "America/Los_Angeles";

    /// <summary>Faults that concern the zone.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneId, out _)
            ? []
            : [new($"{nameof(TimeZoneId)}: '{TimeZoneId}' is no zone; give a name such as America/Los_Angeles.")];

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [(nameof(SyncUrl), SyncUrl), (nameof(RestUrl), RestUrl), (nameof(AuthorisationPage), AuthorisationPage)];
}
