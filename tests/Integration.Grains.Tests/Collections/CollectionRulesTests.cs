using Integration.Platforms;

namespace Integration.Collections;

public sealed class CollectionRulesTests
{
    private static readonly CollectionOptions s_options = new();

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(3, 16)]
    public void RetryAt_OfAPassingFailure_DoublesTheWait(int before, int seconds) =>
        Wait(Failure(FailureKind.Transient), before)
            .Should()
            .BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(seconds))
            .And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(seconds * 1.2));

    [Fact]
    public void RetryAt_TheLastAttemptIsMade_IsNever() => Wait(Failure(FailureKind.Transient), 4).Should().BeNull();

    [Theory]
    [InlineData(FailureKind.Permanent, FailureReason.Gone)]
    [InlineData(FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    public void RetryAt_OfAFailureThatStays_IsNever(FailureKind kind, FailureReason reason) =>
        Wait(Failure(kind, reason), 0).Should().BeNull();

    [Fact]
    public void RetryAt_OfAnExpiredToken_WaitsForANewOne() =>
        Wait(Failure(FailureKind.Unauthorised, FailureReason.TokenExpired), 0).Should().NotBeNull();

    [Fact]
    public void RetryAt_ThePlatformNamesALongerWait_IsObeyed() =>
        Wait(Failure(FailureKind.Throttled) with { RetryAfter = TimeSpan.FromHours(2) }, 0)
            .Should()
            .Be(TimeSpan.FromHours(2));

    private static PlatformFailure Failure(FailureKind kind, FailureReason reason = FailureReason.Platform) =>
        new(kind, reason, "It did not work.");

    private static TimeSpan? Wait(PlatformFailure failure, int before) =>
        CollectionRules.RetryAt(failure, before, s_options, DateTimeOffset.UnixEpoch, new Random(1))
        - DateTimeOffset.UnixEpoch;
}
