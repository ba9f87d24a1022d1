using Integration.Catalogue;

namespace Integration.Market;

/// <summary>How Market is called.</summary>
internal sealed class MarketOptions : PlatformOptions
{
    /// <summary>The address of all calls.</summary>
    public Uri ApiUrl { get; set; } = new("https://api.market.example/v1");

    /// <summary>The page on which people authorise apps; only linked to.</summary>
    public Uri AuthorisationPage { get; set; } = new("https://market.example.com/authorise");

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [(nameof(ApiUrl), ApiUrl), (nameof(AuthorisationPage), AuthorisationPage)];
}
