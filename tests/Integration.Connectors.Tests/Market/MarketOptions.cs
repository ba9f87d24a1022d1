using Integration.Catalogue;

namespace Integration.Market;

/// <summary>How Market is called.</summary>
internal sealed class MarketOptions : PlatformOptions
{
    /// <summary>The address of all calls.</summary>
    public Uri ApiUrl { get; set; } = new("https://api.market.example/v1");

    internal override IEnumerable<(string Name, Uri Url)> Urls => [(nameof(ApiUrl), ApiUrl)];
}
