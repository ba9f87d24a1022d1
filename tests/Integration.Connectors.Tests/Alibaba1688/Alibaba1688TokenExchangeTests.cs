using Integration.Platforms;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688TokenExchangeTests : TokenExchangeConformance
{
    protected override bool WantsRedirectUri => true;

    protected override string? SignatureField => null;

    protected override string Fields =>
        $"grant_type=authorization_code|need_refresh_token=true|client_id=12345678|client_secret={Secret}";

    protected override string TransientBody => """{"error":"server_error","error_description":"busy"}""";

    protected override string ThrottledBody => Alibaba1688Bodies.Throttled;

    protected override string? Page =>
        "https://auth.1688.com/oauth/authorize?client_id=12345678&site=1688&redirect_uri={0}&state={1}";

    protected override string GrantBody(string token, string refresh) =>
        $$"""
            {"aliId":"8888888888","resource_owner":"店","memberId":"b2b-1","expires_in":"36000","refresh_token":"{{refresh}}",
            "access_token":"{{token}}","refresh_token_timeout":"20270524120000000+0800"}
            """;

    protected override string[] RefusedBodies(string text) =>
        [
            $$"""{"error_code":"401","error_message":"{{text}}"}""",
            $$"""{"error":"invalid_grant","error_description":"{{text}}"}""",
        ];

    private protected override ITokenExchange Create()
    {
        var options = new Alibaba1688Options { GatewayUrl = new(Platform.Url, "/openapi") };
        return new Alibaba1688Connector(options, Transport(options), Time);
    }

    [Fact]
    public async Task Grant_TellsWhenTheAuthorisationEndsAndIsAskedForAtTheAppsAddress()
    {
        var grant = (await Exchange(new StandInAnswer(GrantBody("a", "r")))).Value!;

        grant.RefreshExpiresAt.Should().Be(new DateTimeOffset(2027, 5, 24, 12, 0, 0, TimeSpan.FromHours(8)));
        Platform.Requests.Single().Path.Should().Be("/openapi/http/1/system.oauth2/getToken/12345678");
    }

    // Some apps get tokens that last and no refresh token.
    [Fact]
    public async Task Grant_WithoutARefreshToken_HasNone() =>
        (await Exchange(new StandInAnswer("""{"access_token":"a"}"""))).Value.Should().Be(new TokenGrant("a", null));
}
