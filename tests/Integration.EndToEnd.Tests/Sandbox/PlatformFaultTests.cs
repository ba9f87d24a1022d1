namespace Integration.Sandbox.Platforms;

/// <summary>What goes wrong on purpose, in each platform's words.</summary>
public sealed class PlatformFaultTests
{
    [Theory]
    [InlineData(PlatformKind.Taobao, "error_response.code", "50,530,15")]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.ServiceUnavailable,gw.ServiceUnavailable")]
    [InlineData(PlatformKind.Pinduoduo, "error_response.error_code", "50002,52001,52002,52102,52103,70033,50001,50000")]
    [InlineData(PlatformKind.Temu, "errorCode", "4000000,7000000,150010005,2000000")]
    [InlineData(PlatformKind.AliExpress, "code", ",")]
    public async Task Transient_OneAfterTheOther_ShowsEachCode(PlatformKind kind, string path, string codes)
    {
        await using var scope = await PlatformScope.Start(kind, FaultPlan.Of(FaultKind.Transient, 1));
        var seen = new List<string>();

        foreach (var _ in codes.Split(','))
        {
            var answer = await scope.Caller.Detail();
            seen.Add(answer[path] ?? "");
            answer.Text.Should().MatchRegex("isp\\.|gw\\.|error_?[cC]ode");
        }

        string.Join(',', seen).Should().Be(codes);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "error_response.sub_code", "accesscontrol.limited-by-api-access-count")]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.QosAppFrequencyLimit")]
    [InlineData(PlatformKind.Pinduoduo, "error_response.error_code", "70031")]
    [InlineData(PlatformKind.Temu, "errorCode", "4000004")]
    [InlineData(PlatformKind.AliExpress, "error_response.sub_code", "accesscontrol.limited-by-api-access-count")]
    public async Task Throttled_Ordered_SaysSoInThePlatformsWords(PlatformKind kind, string path, string code)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Platform.FailNext(FaultKind.Throttled);

        (await scope.Caller.Detail())[path].Should().Be(code);
        await scope.Caller.Detail();

        scope.Platform.Counts.Ended(CallOutcome.Throttled).Should().Be(1);
        scope.Platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task ExpiredToken_Ordered_EndsTheTokenUntilItIsRefreshed(PlatformKind kind)
    {
        await using var scope = await PlatformScope.Start(kind);
        scope.Platform.FailNext(FaultKind.ExpiredToken);

        await scope.Caller.Detail();
        await scope.Caller.Detail();
        scope.Platform.Counts.Ended(CallOutcome.ExpiredToken).Should().Be(2);

        scope.Caller.Token = await PlatformTokens.Refresh(scope.Platform, scope.Caller);
        await scope.Caller.Detail();
        scope.Platform.Counts.Of(PlatformCaller.DetailOf(kind)).Ended(CallOutcome.Served).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(PlatformScope.Kinds), MemberType = typeof(PlatformScope))]
    public async Task Slow_Ordered_AnswersOnlyAfterItsTime(PlatformKind kind)
    {
        await using var scope = await PlatformScope.Start(kind, new FaultPlan { SlowFor = TimeSpan.FromSeconds(7) });
        scope.Platform.FailNext(FaultKind.Slow);

        var answer = scope.Caller.Detail();
        (await scope.Time.Waits.ReadAsync(TestContext.Current.CancellationToken)).Should().Be(TimeSpan.FromSeconds(7));
        answer.IsCompleted.Should().BeFalse();
        scope.Time.Advance(TimeSpan.FromSeconds(7));

        (await answer).Json.Should().NotBeNull();
    }

    [Fact]
    public async Task WrongSignature_WhileFaultsAreOn_IsToldAsSuch()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo, FaultPlan.Of(FaultKind.Transient, 1));
        scope.Caller.AfterSigning = fields => fields["sign"] = "0";

        (await scope.Caller.Detail())["error_response.error_code"].Should().Be("20004");
    }
}
