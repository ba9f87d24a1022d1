namespace Integration.Sandbox.Platforms;

/// <summary>How far from its own time a platform lets a call's timestamp lie.</summary>
public sealed class PlatformClockTests
{
    [Theory]
    [InlineData(PlatformKind.Taobao, 601, PlatformScope.TopCode, "31")]
    [InlineData(PlatformKind.Taobao, -601, PlatformScope.TopCode, "31")]
    [InlineData(PlatformKind.Pinduoduo, 601, PlatformScope.PinduoduoCode, "10001")]
    [InlineData(PlatformKind.Pinduoduo, -601, PlatformScope.PinduoduoCode, "10001")]
    [InlineData(PlatformKind.Temu, 301, "errorCode", "3000012")]
    [InlineData(PlatformKind.Temu, -301, "errorCode", "3000011")]
    [InlineData(PlatformKind.AliExpress, 7201, "code", "IllegalTimestamp")]
    public async Task Call_TimestampTooFarAway_IsRefused(PlatformKind kind, int seconds, string path, string code)
    {
        await using var scope = await PlatformScope.StartWithClockBehind(kind, TimeSpan.FromSeconds(seconds));

        await scope.Refuses(path, code, 200);
        scope.Platform.Counts.Ended(CallOutcome.WrongTimestamp).Should().Be(1);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, 599)]
    [InlineData(PlatformKind.Pinduoduo, 599)]
    [InlineData(PlatformKind.Temu, 299)]
    [InlineData(PlatformKind.AliExpress, 7199)]
    public async Task Call_TimestampJustNearEnough_IsServed(PlatformKind kind, int seconds)
    {
        await using var scope = await PlatformScope.StartWithClockBehind(kind, TimeSpan.FromSeconds(seconds));

        await scope.Caller.Detail();

        scope.Platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task Call_1688WithoutTimestamp_IsServed()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Alibaba1688);
        scope.Caller.BeforeSigning = fields => fields.Remove("_aop_timestamp");

        (await scope.Caller.Detail())["result.success"].Should().Be("true");
    }

    [Fact]
    public async Task Call_1688TimestampInSeconds_IsRefusedWhereSkewIsChecked()
    {
        await using var scope = await PlatformScope.Start(
            PlatformKind.Alibaba1688,
            new PlatformOptions { MaxSkew = TimeSpan.FromMinutes(15) }
        );
        scope.Caller.BeforeSigning = fields =>
            fields["_aop_timestamp"] = $"{scope.Time.GetUtcNow().ToUnixTimeSeconds()}";

        await scope.Refuses("error_code", "gw.TimestampInvalid", 400);
    }

    [Fact]
    public async Task Call_AliExpressTimestampAsText_IsServed()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);
        scope.Caller.BeforeSigning = fields => fields["timestamp"] = "2026-11-01T00:00:00Z";

        await scope.Caller.Detail();

        scope.Platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }
}
