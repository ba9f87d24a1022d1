using Integration.Sandbox.Platforms;

namespace Integration.Platforms;

/// <summary>A person's authorisation from the page to a token that works, at platforms that check everything themselves.</summary>
public sealed class TokenExchangeMeetingTests
{
    private static readonly Uri Back = new("https://erp.example.com/back?a=甲");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<PlatformKind, string> Apps =>
        new()
        {
            { PlatformKind.Taobao, "cross_border" },
            { PlatformKind.Taobao, "seller" },
            { PlatformKind.Alibaba1688, "seller" },
            { PlatformKind.Pinduoduo, "seller" },
            { PlatformKind.AliExpress, "dropshipper" },
            { PlatformKind.Temu, "us" },
        };

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Code_OfAPersonWhoAgreed_BringsTokensThatWork(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var code = await Authorise(platform);

        var grant = await Exchange(platform, code);

        grant.Failure.Should().BeNull();
        grant.Value!.ExpiresAt.Should().Be(platform.Time.GetUtcNow().AddDays(1));
        grant.Value.RefreshExpiresAt.Should().NotBeNull();
        var account = platform.Account with
        {
            AccessToken = grant.Value.AccessToken,
            RefreshToken = grant.Value.RefreshToken,
        };
        var report = await ((IConnectionTest)platform.Connector).TestConnection(account, Ct);
        report.Value!.TokenProved.Should().BeTrue();
        if (platform.Connector is ITokenRefresh refresh)
        {
            (await refresh.RefreshToken(account, Ct)).Failure.Should().BeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Code_ThatIsSpentWrongOrTooOld_NeedsAPerson(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var (spent, old) = (await Authorise(platform), await Authorise(platform));
        (await Exchange(platform, spent)).Failure.Should().BeNull();
        platform.Time.Advance(TimeSpan.FromMinutes(10));

        foreach (var code in (string[])[spent, old, "code-of-nobody"])
        {
            var failure = (await Exchange(platform, code)).Failure!;
            (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
            failure.Detail.Should().NotContain(code);
        }
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Answer_ThatIsAWebPage_PassesAndIsNotRepeated(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var code = await Authorise(platform);
        var before = platform.Sandbox.Counts.Total;
        platform.Sandbox.FailNext(FaultKind.Html, count: 1, "*");

        var failure = (await Exchange(platform, code)).Failure!;

        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.InvalidAnswer));
        (platform.Sandbox.Counts.Total - before).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "seller")]
    [InlineData(PlatformKind.Alibaba1688, "seller")]
    public async Task Code_ThatCameToAnotherAddress_IsRefused(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app);
        var code = new AuthorisationCode(await Authorise(platform), new("https://erp.example.com/other"));

        var failure = (await ((ITokenExchange)platform.Connector).ExchangeCode(platform.Account, code, Ct)).Failure!;

        failure.Kind.Should().Be(FailureKind.Unauthorised);
    }

    // Where no document names a page, a person begins elsewhere.
    private static async Task<string> Authorise(ConnectedPlatform platform)
    {
        var page = ((ITokenExchange)platform.Connector).AuthorisationPage(platform.Account, Back, "x&y");
        if (page is null)
        {
            return platform.Sandbox.NewCode(platform.Sandbox.Grants[0].Account);
        }

        var (code, state) = await SandboxBrowser.Open(page);
        state.Should().Be("x&y");
        return code!;
    }

    private static Task<PlatformResult<TokenGrant>> Exchange(ConnectedPlatform platform, string code) =>
        ((ITokenExchange)platform.Connector).ExchangeCode(platform.Account, new(code, Back), Ct);
}
