using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

public sealed class TemuMeetingTests : OrderMeeting
{
    protected override PlatformKind Kind => PlatformKind.Temu;

    protected override string App => "us";

    internal override OrderTelling Telling => OrderTelling.Temu;

    [Fact]
    public async Task ConnectionTest_OfGoodCredentials_Succeeds()
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Temu, App);
        var report = await ((IConnectionTest)platform.Connector).TestConnection(platform.Account, Ct);
        report.Value!.TokenProved.Should().BeTrue();
    }

    [Theory]
    [InlineData(true, FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    [InlineData(false, FailureKind.Permanent, FailureReason.BadCredentials)]
    public async Task Credentials_ThatAreNotAccepted_NeedAPerson(bool revoked, FailureKind kind, FailureReason reason)
    {
        await using var platform = await ConnectedPlatform.Start(PlatformKind.Temu, App);
        if (revoked)
        {
            platform.Sandbox.RevokeTokens();
        }

        var account = revoked ? platform.Account : platform.Account with { AppSecret = "another" };
        var failure = (await ((IConnectionTest)platform.Connector).TestConnection(account, Ct)).Failure!;
        (failure.Kind, failure.Reason, failure.NeedsAttention).Should().Be((kind, reason, true));
    }
}
