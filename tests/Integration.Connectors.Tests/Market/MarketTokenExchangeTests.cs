using Integration.Platforms;

namespace Integration.Market;

public sealed class MarketTokenExchangeTests : TokenExchangeConformance
{
    protected override string Fields => "app=12345678|call=token.create";

    protected override string TransientBody => MarketBodies.Error("internal", "busy");

    protected override string ThrottledBody => MarketBodies.Throttled;

    protected override string? Page => "https://market.example.com/authorise?app=12345678&back={0}&state={1}";

    protected override string GrantBody(string token, string refresh) =>
        $$$"""{"ok":true,"data":{"token":"{{{token}}}","refresh":"{{{refresh}}}","expires_in":36000}}""";

    protected override string[] RefusedBodies(string text) => [MarketBodies.Error("code_refused", text)];

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.HmacSha256(
            Secret,
            string.Join(
                '&',
                request
                    .Form.Where(field => field.Key != "sign")
                    .OrderBy(field => field.Key, StringComparer.Ordinal)
                    .Select(field => $"{field.Key}={field.Value}")
            )
        );

    private protected override ITokenExchange Create()
    {
        var options = new MarketOptions { ApiUrl = Platform.Url };
        return new MarketConnector(options, Transport(options), Time);
    }
}
