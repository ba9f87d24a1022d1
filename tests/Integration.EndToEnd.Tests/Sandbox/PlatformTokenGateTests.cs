namespace Integration.Sandbox.Platforms;

/// <summary>Which tokens a platform lets through, and in which words it refuses the others.</summary>
public sealed class PlatformTokenGateTests
{
    [Theory]
    [InlineData(PlatformKind.Taobao, PlatformScope.TopCode, "26", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "401", 400)]
    [InlineData(PlatformKind.Pinduoduo, PlatformScope.PinduoduoCode, "10001", 200)]
    [InlineData(PlatformKind.Temu, "errorCode", "3000030", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IllegalAccessToken", 200)]
    public async Task Call_WithoutToken_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Caller.Token = null;

        await scope.Refuses(path, code, status);
        scope.Platform.Counts.Ended(CallOutcome.MissingToken).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "error_response.sub_code", "sessionkey-not-generated-by-server", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "401", 400)]
    [InlineData(PlatformKind.Pinduoduo, PlatformScope.PinduoduoCode, "20032", 200)]
    [InlineData(PlatformKind.Temu, "errorCode", "3000033", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "InvalidAccessToken", 200)]
    public async Task Call_WithAnothersToken_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        var options = new PlatformOptions
        {
            Accounts = [new("11111111", "first", "shop-1"), new("22222222", "second", "shop-2")],
        };
        await using var scope = await PlatformScope.Start(kind, options);
        scope.Caller.Token = scope.Platform.Grants[1].AccessToken;

        await scope.Refuses(path, code, status);
        scope.Platform.Counts.Ended(CallOutcome.ForeignToken).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, PlatformScope.TopCode, "27", 200)]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "401", 400)]
    [InlineData(PlatformKind.Pinduoduo, PlatformScope.PinduoduoCode, "10019", 200)]
    [InlineData(PlatformKind.Temu, "errorCode", "3000034", 200)]
    [InlineData(PlatformKind.AliExpress, "code", "IllegalAccessToken", 200)]
    public async Task Call_TokenLivedItsTime_IsRefused(PlatformKind kind, string path, string code, int status)
    {
        await using var scope = await PlatformScope.Start(
            kind,
            new PlatformOptions { TokenLifetime = TimeSpan.FromHours(1) }
        );
        scope.Time.Advance(TimeSpan.FromHours(1));

        await scope.Refuses(path, code, status);
        scope.Platform.Counts.Ended(CallOutcome.ExpiredToken).Should().Be(1);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("session")]
    public async Task Call_AliExpressTokenUnderBothNames_IsServed(string name)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);
        scope.Caller.Token = null;
        scope.Caller.BeforeSigning = fields => fields[name] = scope.Platform.Grants[0].AccessToken;

        await scope.Caller.Detail();

        scope.Platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }
}
