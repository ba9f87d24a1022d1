using System.ComponentModel.DataAnnotations;
using Integration.Catalogue;

namespace Integration.Temu;

/// <summary>How Temu is called.</summary>
public sealed class TemuOptions : OrderPlatformOptions
{
    /// <summary>The gateway of shops in the United States, the kind of app <c>us</c>.</summary>
    public Uri UsUrl { get; set; } = new("https://openapi-b-us.temu.com/openapi/router");

    /// <summary>The gateway of shops in Europe, the kind of app <c>eu</c>.</summary>
    public Uri EuUrl { get; set; } = new("https://openapi-b-eu.temu.com/openapi/router");

    /// <summary>The gateway of all other shops, the kind of app <c>global</c>.</summary>
    public Uri GlobalUrl { get; set; } = new("https://openapi-b-global.temu.com/openapi/router");

    /// <summary>
    /// Calls a second of an app; 1 to 10,000, default 20, which is what Temu gives to begin with. It raises this on request; too high a
    /// value costs refusals until the true rate is learnt.
    /// </summary>
    [Range(1, 10_000)]
    public int CallsPerSecond { get; set; } = 20;

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [(nameof(UsUrl), UsUrl), (nameof(EuUrl), EuUrl), (nameof(GlobalUrl), GlobalUrl)];
}
