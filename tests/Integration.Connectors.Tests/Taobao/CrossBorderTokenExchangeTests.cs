using Integration.Platforms;

namespace Integration.Taobao;

/// <summary>The kind of app whose interface is that of the international gateway.</summary>
public sealed class CrossBorderTokenExchangeTests : TokenExchangeConformance
{
    protected override AccountCredentials Account => base.Account with { AppKind = "cross_border" };

    protected override string Fields => "app_key=12345678|sign_method=sha256";

    protected override string TransientBody => """{"type":"SYSTEM","code":"SystemError","message":"busy"}""";

    protected override string ThrottledBody =>
        """{"type":"ISV","code":"ApiCallLimit","message":"this ban will last 3 seconds"}""";

    // The documents of this interface name none.
    protected override string? Page => null;

    protected override string GrantBody(string token, string refresh) =>
        $$"""{"access_token":"{{token}}","refresh_token":"{{refresh}}","expires_in":36000,"refresh_expires_in":72000,"code":"0"}""";

    protected override string[] RefusedBodies(string text) =>
        [$$"""{"type":"ISV","code":"InvalidCode","message":"{{text}}"}"""];

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.HmacSha256(Secret, "/auth/token/create" + Documented.Joined(request, "sign"));

    private protected override ITokenExchange Create()
    {
        var options = new TaobaoOptions { CrossBorderUrl = new(Platform.Url, "/rest") };
        return new TaobaoConnector(options, Transport(options), Time);
    }
}
