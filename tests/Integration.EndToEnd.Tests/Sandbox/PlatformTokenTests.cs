using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>How authorisations begin, go on and end on each platform.</summary>
public sealed class PlatformTokenTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    // Temu has no refresh: its tokens are in its own tests.
    public static TheoryData<PlatformKind> Kinds =>
        new(Enum.GetValues<PlatformKind>().Where(kind => kind != PlatformKind.Temu));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Code_Redeemed_GivesATokenThatWorksOnce(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time) { Token = null };
        var code = platform.NewCode(caller.Account);

        var first = await PlatformTokens.Create(platform, caller, code);
        var second = await PlatformTokens.Create(platform, caller, code);
        caller.Token = PlatformTokens.Of(kind, first, "access_token", isRefresh: false);
        await caller.Detail();

        PlatformTokens.Of(kind, first, "refresh_token", isRefresh: false).Should().StartWith("refresh-");
        second.Text.Should().NotContain("access_token\"");
        platform.Counts.Of(PlatformCaller.DetailOf(kind)).Ended(CallOutcome.Served).Should().Be(1);
        platform.Counts.Ended(CallOutcome.RevokedToken).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Code_TooOld_IsRefused(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time) { Token = null };
        var code = platform.NewCode(caller.Account);
        _time.Advance(TimeSpan.FromMinutes(10));

        (await PlatformTokens.Create(platform, caller, code)).Text.Should().NotContain("access_token\"");
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, true, true)]
    [InlineData(PlatformKind.Alibaba1688, true, true)]
    [InlineData(PlatformKind.Pinduoduo, false, false)]
    [InlineData(PlatformKind.AliExpress, true, false)]
    public async Task Refresh_Done_DoesToOlderTokensWhatThePlatformDoes(
        PlatformKind kind,
        bool oldWorks,
        bool refreshWorks
    )
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        var old = caller.Token;

        var fresh = await PlatformTokens.Refresh(platform, caller);

        caller.Token = fresh;
        await caller.Detail();
        platform.Counts.Of(PlatformCaller.DetailOf(kind)).Ended(CallOutcome.Served).Should().Be(1);
        caller.Token = old;
        await caller.Detail();
        platform.Counts.Of(PlatformCaller.DetailOf(kind)).Ended(CallOutcome.Served).Should().Be(oldWorks ? 2 : 1);
        caller.Token = fresh;
        var again = await PlatformTokens.Refresh(platform, caller, platform.Grants[0].RefreshToken);
        again.Text.Contains("\"access_token\"", StringComparison.Ordinal).Should().Be(refreshWorks);
    }

    [Fact]
    public async Task Refresh_Pinduoduo_DoesNotLengthenTheAuthorisation()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);
        _time.Advance(TimeSpan.FromDays(29));

        var answer = await PlatformTokens.Refresh(platform, caller, platform.Grants[0].RefreshToken);

        answer["pop_auth_token_refresh_response.refresh_token_expires_at"]
            .Should()
            .Be($"{platform.Grants[0].RefreshExpires.ToUnixTimeSeconds()}");
    }

    [Fact]
    public async Task Refresh_AliExpress_LengthensTheAuthorisation()
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time);
        _time.Advance(TimeSpan.FromDays(29));

        var answer = await PlatformTokens.Refresh(platform, caller, platform.Grants[0].RefreshToken);

        answer["refresh_token_valid_time"].Should().Be($"{_time.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds()}");
    }

    [Fact]
    public async Task Refresh_1688_BringsNoRefreshTokenAndItsNumberAsText()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await PlatformTokens.Refresh(platform, caller, platform.Grants[0].RefreshToken);

        answer.Text.Should().Contain("\"expires_in\":\"86400\"").And.NotContain("refresh_token");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Revoke_ThenRefresh_IsRefused(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        platform.RevokeTokens();

        await caller.Detail();
        var answer = await PlatformTokens.Refresh(platform, caller, platform.Grants[0].RefreshToken);

        answer.Text.Should().NotContain("\"access_token\"");
        platform.Counts.Ended(CallOutcome.RevokedToken).Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refresh_WrongSecret_IsRefused(PlatformKind kind)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time);
        caller.Account = caller.Account with { AppSecret = "wrong" };

        var answer = await PlatformTokens.Refresh(platform, caller, platform.Grants[0].RefreshToken);

        answer.Text.Should().NotContain("\"access_token\"");
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "/authorize")]
    [InlineData(PlatformKind.Alibaba1688, "/oauth/authorize")]
    [InlineData(PlatformKind.Pinduoduo, "/service-market/auth")]
    [InlineData(PlatformKind.AliExpress, "/oauth/authorize")]
    public async Task AuthorisePage_Opened_SendsBackACodeThatWorks(PlatformKind kind, string path)
    {
        await using var platform = await Start(kind);
        using var caller = new PlatformCaller(platform, _time) { Token = null };

        var page = await caller.Get(
            $"{path}?response_type=code&client_id={caller.Account.AppKey}"
                + "&redirect_uri=https%3A%2F%2Fshop.test%2Fback%3Fa%3D1&state=x%26y"
        );

        page.Status.Should().Be(HttpStatusCode.Redirect);
        var query = System.Web.HttpUtility.ParseQueryString(page.Location!.Query);
        page.Location.Host.Should().Be("shop.test");
        query["a"].Should().Be("1");
        query["state"].Should().Be("x&y");
        var answer = await PlatformTokens.Create(platform, caller, query["code"]!);
        PlatformTokens.Of(kind, answer, "access_token", isRefresh: false).Should().StartWith("access-");
    }

    private Task<SandboxPlatform> Start(PlatformKind kind) =>
        SandboxPlatform.Start(kind, new PlatformOptions { Products = 10 }, _time);
}
