using Integration.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace Integration.AliExpress;

public sealed class AliExpressTokenExchangeTests : TokenExchangeConformance
{
    protected override string Fields => "app_key=12345678|sign_method=sha256";

    protected override string TransientBody =>
        """{"type":"ISP","code":"ServiceUnavailable","message":"busy","request_id":"r"}""";

    protected override string ThrottledBody => AliExpressBodies.Throttled;

    protected override string? Page =>
        "https://api-sg.aliexpress.com/oauth/authorize?response_type=code&force_auth=true&redirect_uri={0}&client_id=12345678&state={1}";

    protected override string GrantBody(string token, string refresh) =>
        $$"""
            {"access_token":"{{token}}","refresh_token":"{{refresh}}","expires_in":36000,"refresh_expires_in":172800,
            "user_id":"1","seller_id":"2","havana_id":"3","user_nick":"店","account":"a@b","account_platform":"seller_center",
            "locale":"zh_CN","sp":"ae","code":"0","request_id":"r"}
            """;

    protected override string[] RefusedBodies(string text) =>
        [
            $$"""{"type":"ISV","code":"InvalidCode","message":"{{text}}","request_id":"r"}""",
            $$"""{"type":"ISV","code":"IllegalAccessToken","message":"{{text}}","request_id":"r"}""",
        ];

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.HmacSha256(Secret, "/auth/token/create" + Documented.Joined(request, "sign"));

    private protected override ITokenExchange Create() => Create(Time);

    [Fact]
    public async Task Request_OfTheComputedVector_HasItsSignature()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_714_528_800_000));
        Platform.Answers(GrantBody("a", "r"));

        await Create(time).ExchangeCode(new("account-1", "123456", "helloworld"), new("0_abc", null), Ct);

        var request = Platform.Requests.Single();
        request.Path.Should().Be("/rest/auth/token/create");
        request.Form["sign"].Should().Be("E3D04A9B3A70553F5CE808DB984715B66BDAB5738EF14C1FA3139A5C183C96CE");
    }

    private AliExpressConnector Create(TimeProvider time)
    {
        var options = new AliExpressOptions
        {
            SyncUrl = new(Platform.Url, "/sync"),
            RestUrl = new(Platform.Url, "/rest"),
        };
        return new(options, Transport(options), time);
    }
}
