using Integration.Platforms;

namespace Integration.Temu;

public sealed class TemuTokenExchangeTests : TokenExchangeConformance
{
    protected override bool HasRefresh => false;

    protected override string Fields => "type=bg.open.accesstoken.create|app_key=12345678|data_type=JSON";

    protected override string TransientBody => TemuBodies.Error(110020001, "System error, please try again.");

    protected override string ThrottledBody => TemuBodies.Error(4000004, "too many");

    protected override string? Page => null;

    protected override string GrantBody(string token, string refresh) =>
        TemuBodies.Good(
            $$"""
            {"accessToken":"{{token}}","expiredTime":{{Time.GetUtcNow().AddHours(
                10
            ).ToUnixTimeSeconds()}},"mallId":634418000000001,
            "mallType":100,"regionId":211,"apiScopeList":["bg.order.list.v2.get"],"appSubscribeStatus":0,
            "associatedMallTokenList":[{"mallId":2,"accessToken":"of-another-mall"}]}
            """
        );

    protected override string[] RefusedBodies(string text) =>
        [TemuBodies.Error(110020002, text), TemuBodies.Error(110020003, text)];

    private protected override ITokenExchange Create()
    {
        var options = new TemuOptions { UsUrl = new(Platform.Url, "/openapi/router") };
        return new TemuConnector(options, Transport(options), Time);
    }

    [Fact]
    public async Task Grant_EndsWithItsToken()
    {
        var grant = (await Exchange(new StandInAnswer(GrantBody("a", "r")))).Value!;

        grant.RefreshExpiresAt.Should().Be(grant.ExpiresAt, "there is no refresh, so people are told ahead of it");
    }

    [Fact]
    public async Task Account_OfAnUnknownKind_IsRefusedWithoutACall()
    {
        var account = Account with { AppKind = "nothing" };

        (await Create().ExchangeCode(account, new(Code, null), Ct))
            .Failure!.Reason.Should()
            .Be(FailureReason.InvalidRequest);

        Platform.Requests.Should().BeEmpty();
    }
}
