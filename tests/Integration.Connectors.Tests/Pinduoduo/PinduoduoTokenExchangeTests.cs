using Integration.Platforms;

namespace Integration.Pinduoduo;

public sealed class PinduoduoTokenExchangeTests : TokenExchangeConformance
{
    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override string Fields => "type=pdd.pop.auth.token.create|client_id=12345678|data_type=JSON";

    protected override string TransientBody => PinduoduoBodies.Error("52102", "服务不可用");

    protected override string ThrottledBody => PinduoduoBodies.Error("70031", "调用过于频繁");

    protected override string? Page =>
        "https://fuwu.pinduoduo.com/service-market/auth?response_type=code&client_id=12345678&redirect_uri={0}&state={1}";

    protected override string GrantBody(string token, string refresh) =>
        $$$"""
            {"pop_auth_token_create_response":{"access_token":"{{{token}}}","refresh_token":"{{{refresh}}}","expires_in":1,
            "expires_at":{{{Time.GetUtcNow().AddHours(10).ToUnixTimeSeconds()}}},"refresh_token_expires_at":1795500000,
            "owner_id":"1","owner_name":"店","scope":["a"]}}
            """;

    protected override string[] RefusedBodies(string text) =>
        [
            PinduoduoBodies.Error("10014", text),
            PinduoduoBodies.Error("20032", text),
            PinduoduoBodies.Error("10019", text),
        ];

    private protected override ITokenExchange Create() => PinduoduoOnStandIn.Create(Platform, Transport, Time);

    [Fact]
    public void Page_OfAnAffiliatesApp_IsTheirOwn() =>
        Create()
            .AuthorisationPage(Account with { AppKind = "affiliate" }, new("http://localhost:3000/callback"), "wxx")!
            .AbsoluteUri.Should()
            .Be(
                "https://jinbao.pinduoduo.com/open.html?response_type=code&client_id=12345678"
                    + "&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback&state=wxx"
            );

    [Fact]
    public async Task Grant_TellsWhenTheAuthorisationEnds() =>
        (await Exchange(new StandInAnswer(GrantBody("a", "r"))))
            .Value!.RefreshExpiresAt.Should()
            .Be(DateTimeOffset.FromUnixTimeSeconds(1_795_500_000));
}
