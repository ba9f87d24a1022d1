using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>A renewal that meets changes, another activation, and platforms of another manner.</summary>
public sealed class RenewalMeetingTests(StorageFixture fixture) : IAsyncLifetime
{
    private AccountScope _scope = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] First => AccountScope.Print("access-token-1");

    public async ValueTask InitializeAsync() => _scope = await AccountScope.Open(fixture);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Tokens_ThatAPersonGivesDuringTheExchange_Win()
    {
        var account = await _scope.Create();
        _scope.Platform.BeforeAnswer = async () =>
            (await account.Change("""{"access_token":"given","refresh_token":"given-too"}"""))
                .Problem.Should()
                .BeNull();

        var renewal = await account.Renew(First, Ct);

        var stored = await _scope.Stored();
        renewal.Should().Be(new AccountRenewal(stored.Version));
        stored.Secrets.AccessToken.Should().Be("given");
        stored.Secrets.RefreshToken.Should().Be("given-too");
    }

    [Fact]
    public async Task Note_ThatAPersonWritesDuringTheExchange_Stays()
    {
        var account = await _scope.Create();
        _scope.Platform.BeforeAnswer = async () =>
            (await account.Change("""{"note":"of the shop in Hangzhou"}""")).Problem.Should().BeNull();

        (await account.Renew(First, Ct)).Failure.Should().BeNull();

        var stored = await _scope.Stored();
        stored.Secrets.AccessToken.Should().Be("access-token-2");
        stored.Row.Settings.Note.Should().Be("of the shop in Hangzhou");
        stored.Version.Should().Be(3);
    }

    [Fact]
    public async Task Account_ThatIsDeletedDuringTheExchange_StaysDeleted()
    {
        var account = await _scope.Create();
        _scope.Platform.BeforeAnswer = async () =>
            (await account.Delete(new("person", null), CancellationToken.None)).Problem.Should().BeNull();

        (await account.Renew(First, Ct)).Failure!.Reason.Should().Be(FailureReason.InvalidRequest);

        (await _scope.Table.FindRow(AccountScope.Id, Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Activation_ThatDoesNotKnowOfAnothersRenewal_LearnsItFromTheRow()
    {
        var account = await _scope.Create();
        var second = await _scope.Activate();
        await account.Renew(First, Ct);

        (await second.Renew(First, Ct)).Failure!.Kind.Should().Be(FailureKind.Transient);
        (await second.Renew(First, Ct)).Should().Be(new AccountRenewal(2));

        _scope.Platform.Exchanges.Should().Be(1, "the tokens that the second one knew are dead");
    }

    [Fact]
    public async Task Platform_ThatOnlyLengthensTheTokensLife_IsNotAskedOnAndOn()
    {
        _scope.Platform.Replaces = false;
        var account = await _scope.Create();

        (await account.Renew(First, Ct)).Failure.Should().BeNull();
        (await account.Renew(First, Ct)).Failure.Should().BeNull();

        _scope.Platform.Exchanges.Should().Be(1);
        (await _scope.Shown()).TokenExpiresAt.Should().Be(StorageFixture.Now + _scope.Platform.TokenLife);
        _scope.Time.Advance(_scope.Options.RenewalPause);
        await account.Renew(First, Ct);
        _scope.Platform.Exchanges.Should().Be(2);
    }

    [Fact]
    public async Task Renew_WithoutARefreshToken_NeedsAPersonAndMakesNoCall()
    {
        var account = await _scope.Create(settings => settings with { RefreshToken = null });

        (await account.Renew(First, Ct)).Failure!.Reason.Should().Be(FailureReason.AuthorisationLost);

        _scope.Platform.Exchanges.Should().Be(0);
    }

    [Fact]
    public async Task Renew_AtAPlatformThatCannot_NeedsAPerson()
    {
        var account = await _scope.Create(settings => settings with { Platform = BarePlatform.Name });

        (await account.Renew(First, Ct)).Failure!.NeedsAttention.Should().BeTrue();
    }

    [Fact]
    public async Task Renewal_IsInTheAuditAndItsTokensAreNowhereReadable()
    {
        var account = await _scope.Create();
        await account.Renew(First, Ct);

        var actor = await _scope.Storage.Scalar<string>("select actor from audit order by id desc limit 1");
        actor.Should().Be("token-renewal");
        var everything = await _scope.Storage.Scalar<string>(
            """
            select (select string_agg(row_to_json(a)::text, ' ') from audit a)
                || (select settings::text || health::text || encode(sealed, 'escape') from platform_accounts)
            """
        );
        everything.Should().NotContain("access-token").And.NotContain("refresh-token");
        everything.Should().NotContain(RotatingPlatform.Secret);
        _scope.Log.Text.Should().Contain("was renewed").And.NotContain("access-token").And.NotContain("refresh-token");
    }
}
