using System.ComponentModel.DataAnnotations;
using Integration.Catalogue;

namespace Integration.Temu;

/// <summary>How Temu is called.</summary>
public sealed class TemuOptions : PlatformOptions
{
    /// <summary>The gateway of shops in the United States, the kind of app <c>us</c>.</summary>
    public Uri UsUrl { get; set; } = new("https://openapi-b-us.temu.com/openapi/router");

    /// <summary>The gateway of shops in Europe, the kind of app <c>eu</c>.</summary>
    public Uri EuUrl { get; set; } = new("https://openapi-b-eu.temu.com/openapi/router");

    /// <summary>The gateway of all other shops, the kind of app <c>global</c>.</summary>
    public Uri GlobalUrl { get; set; } = new("https://openapi-b-global.temu.com/openapi/router");

    /// <summary>
    /// How deep a list of orders is paged, in orders; 100 to 1,000,000, default 10,000. Temu publishes no limit: where more orders
    /// match, the window is cut in two, which costs a few calls, while a page too deep would fail the sync.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxOrderRows { get; set; } = 10_000;

    /// <summary>
    /// How long before Temu's now a window of orders ends; 0 to 1 h, default 1 min. Shorter is fresher; longer than the list's own
    /// delay keeps late orders out of the pages under way.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OrderLag { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How much of the window before is read again; 0 to 1 d, default 5 min. Orders that come into the list later than this after
    /// their change are found by the next full sync only.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan OrderOverlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Calls a second of an app; 1 to 10,000, default 20, which is what Temu gives to begin with. It raises this on request; too high a
    /// value costs refusals until the true rate is learnt.
    /// </summary>
    [Range(1, 10_000)]
    public int CallsPerSecond { get; set; } = 20;

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [(nameof(UsUrl), UsUrl), (nameof(EuUrl), EuUrl), (nameof(GlobalUrl), GlobalUrl)];
}
