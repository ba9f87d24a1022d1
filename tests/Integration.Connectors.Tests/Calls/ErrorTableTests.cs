using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Calls;

public sealed class ErrorTableTests
{
    [Theory]
    [InlineData("gw.*limit*", "gw.QosAppFrequencyLimit", true)]
    [InlineData("gw.*limit*", "gw.Other", false)]
    [InlineData("*", "", true)]
    [InlineData("27", "270", false)]
    [InlineData("27*", "270", true)]
    [InlineData("isv.*-error", "isv.a-b-error", true)]
    [InlineData("isv.*-error", "isv.error", false)]
    [InlineData("a*a", "a", false)]
    public void Rule_WithAPattern_MatchesTheWholeCode(string pattern, string code, bool matches)
    {
        var rules = new ErrorRule[] { new(pattern, FailureKind.Transient, FailureReason.Platform) };
        var failure = ErrorTable.Judge(rules, new(code, null, null, null), Reply(200));
        failure.Kind.Should().Be(matches ? FailureKind.Transient : FailureKind.Permanent);
    }

    [Fact]
    public void Rule_ThatWantsASubCode_DoesNotMatchWithoutOne()
    {
        var rules = new ErrorRule[]
        {
            new("*", "isp.*", FailureKind.Transient, FailureReason.Platform),
            new("15", FailureKind.Throttled, FailureReason.RateLimit),
        };
        ErrorTable.Judge(rules, new("15", null, null, null), Reply(200)).Kind.Should().Be(FailureKind.Throttled);
        ErrorTable.Judge(rules, new("15", "ISP.x", null, null), Reply(200)).Kind.Should().Be(FailureKind.Transient);
    }

    [Theory]
    [InlineData(200, FailureKind.Permanent)]
    [InlineData(400, FailureKind.Permanent)]
    [InlineData(429, FailureKind.Throttled)]
    [InlineData(503, FailureKind.Transient)]
    public void Code_OfNoRule_IsJudgedByTheStatus(int status, FailureKind kind) =>
        ErrorTable.Judge([], new("new", null, null, null), Reply(status)).Kind.Should().Be(kind);

    [Fact]
    public void Code_OfAnyLength_IsKeptWithinBounds()
    {
        var failure = ErrorTable.Judge([], new(new('c', 9000), "s", new('m', 9000), new('r', 9000)), Reply(200));
        failure.Code!.Length.Should().BeLessThanOrEqualTo(200);
        failure.RequestId!.Length.Should().BeLessThanOrEqualTo(200);
        failure.Detail.Length.Should().BeLessThanOrEqualTo(400);
    }

    private static PlatformReply Reply(int status) => new(status, [], null, default, DateTimeOffset.UnixEpoch);
}
