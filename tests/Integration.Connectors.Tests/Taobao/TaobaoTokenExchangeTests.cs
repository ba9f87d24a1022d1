using Integration.Platforms;

namespace Integration.Taobao;

public sealed class TaobaoTokenExchangeTests : TokenExchangeConformance
{
    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override bool WantsRedirectUri => true;

    protected override string? SignatureField => null;

    protected override string Fields =>
        $"grant_type=authorization_code|view=web|client_id=12345678|client_secret={Secret}";

    protected override string TransientBody => """{"error":"server_error","error_description":"busy"}""";

    protected override string ThrottledBody => TaobaoBodies.Throttled;

    protected override string? Page =>
        "https://oauth.taobao.com/authorize?response_type=code&client_id=12345678&redirect_uri={0}&state={1}";

    protected override string GrantBody(string token, string refresh) =>
        $$"""
            {"access_token":"{{token}}","token_type":"Bearer","expires_in":36000,"refresh_token":"{{refresh}}","re_expires_in":36000,
            "r1_expires_in":36000,"r2_expires_in":1800,"w1_expires_in":36000,"w2_expires_in":300,"taobao_user_nick":"%E5%BA%97",
            "taobao_open_uid":"AAH"}
            """;

    protected override string[] RefusedBodies(string text) =>
        [
            $$"""{"error":"invalid_grant","error_description":"{{text}}"}""",
            $$"""{"error":"authorize_code_unknown","error_description":"{{text}}"}""",
        ];

    private protected override ITokenExchange Create()
    {
        var options = new TaobaoOptions { TokenUrl = new(Platform.Url, "/token") };
        return new TaobaoConnector(options, Transport(options), Time);
    }

    [Fact]
    public async Task Grant_ThatCannotBeRefreshed_HasNoRefreshToken()
    {
        var body = GrantBody("a", "r")
            .Replace("\"re_expires_in\":36000", "\"re_expires_in\":0", StringComparison.Ordinal);

        (await Exchange(new StandInAnswer(body))).Value!.RefreshToken.Should().BeNull();
    }
}
