using CsCheck;

namespace Integration.Delivery;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetrySchedule Default = RetrySchedule.Default;

    [Fact]
    public void After_Delivery_IsFinished() =>
        After(new AttemptResult(null, 204, null, null, default, [])).Should().Be(DeliveryStep.Finished);

    [Fact]
    public void After_SubscriberIsGone_IsFinishedAtTheFirstAttempt() =>
        After(Refused(410)).Should().Be(DeliveryStep.Finished);

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    public void After_AnyOtherAnswer_FollowsTheSchedule(int status) =>
        After(Refused(status)).RetryAt.Should().BeAfter(Now);

    [Theory]
    [InlineData(AttemptErrorKind.Dns)]
    [InlineData(AttemptErrorKind.Connect)]
    [InlineData(AttemptErrorKind.Tls)]
    [InlineData(AttemptErrorKind.Timeout)]
    [InlineData(AttemptErrorKind.Redirect)]
    [InlineData(AttemptErrorKind.Protocol)]
    [InlineData(AttemptErrorKind.Blocked)]
    public void After_AnyKindOfFailure_FollowsTheSchedule(AttemptErrorKind kind) =>
        After(new AttemptResult(kind, null, "broken", null, default, [])).RetryAt.Should().BeAfter(Now);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void After_TheLastRetry_IsFinished(int attempt, bool again) =>
        (After(Refused(500), attempt).RetryAt is not null).Should().Be(again, "3 retries are 4 attempts");

    [Fact]
    public void After_SubscriberAnswers429WithRetryAfter_RetriesAtThatTime() =>
        After(Refused(429, TimeSpan.FromSeconds(90))).RetryAt.Should().Be(Now.AddSeconds(90));

    [Theory]
    [InlineData(3600, 3600)]
    [InlineData(3601, 3600)]
    [InlineData(31_536_000, 3600)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void After_ARetryAfterOutOfBounds_IsClamped(int asked, int waited) =>
        After(Refused(503, TimeSpan.FromSeconds(asked))).RetryAt.Should().Be(Now.AddSeconds(waited));

    [Fact]
    public void After_RetryAfterAtTheEndOfTheSchedule_IsFinished() =>
        After(Refused(429, TimeSpan.FromSeconds(1)), attempt: 4).Should().Be(DeliveryStep.Finished);

    [Fact]
    public void After_WithAnEmptySchedule_IsFinishedAtOnce()
    {
        RetrySchedule.TryCreate([], out var never, out _);
        DeliveryRules.After(Refused(500), 1, never!, Now, new Random(1)).Should().Be(DeliveryStep.Finished);
    }

    [Fact]
    public void After_AFailure_WaitsTheScheduleAndUpTo20PercentMore() =>
        Gen.Select(Gen.Int, Gen.Int[1, 3])
            .Sample(
                (seed, attempt) =>
                {
                    var wait =
                        DeliveryRules.After(Refused(500), attempt, Default, Now, new Random(seed)).RetryAt!.Value - Now;
                    var planned = TimeSpan.FromSeconds(1 << (attempt - 1));
                    wait.Should().BeGreaterThanOrEqualTo(planned).And.BeLessThanOrEqualTo(planned * 1.2);
                }
            );

    [Fact]
    public void After_ManyFailures_SpreadsOverTheWholeJitter()
    {
        var random = new Random(20261124);
        var waits = Enumerable
            .Range(0, 1000)
            .Select(_ => (DeliveryRules.After(Refused(500), 1, Default, Now, random).RetryAt!.Value - Now).TotalSeconds)
            .ToArray();
        waits.Min().Should().BeLessThan(1.02);
        waits.Max().Should().BeGreaterThan(1.18);
        waits.Average().Should().BeApproximately(1.1, 0.01);
    }

    private static DeliveryStep After(AttemptResult result, int attempt = 1) =>
        DeliveryRules.After(result, attempt, Default, Now, new Random(1));

    private static AttemptResult Refused(int status, TimeSpan? retryAfter = null) =>
        new(AttemptErrorKind.HttpStatus, status, "refused", retryAfter, default, []);
}
