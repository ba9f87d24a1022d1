namespace Integration.Delivery;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public void Age_WithEveryInstant_CountsFromTheDatasOwn() =>
        Freshness
            .Age(Now.AddSeconds(-3), Now.AddSeconds(-2), Now.AddSeconds(-1), Now)
            .Should()
            .Be(TimeSpan.FromSeconds(3));

    [Fact]
    public void Age_WithoutTheDatasOwn_CountsFromTheEvents() =>
        Freshness.Age(null, Now.AddSeconds(-2), Now.AddSeconds(-1), Now).Should().Be(TimeSpan.FromSeconds(2));

    [Fact]
    public void Age_WithoutBoth_CountsFromTheArrival() =>
        Freshness.Age(null, null, Now.AddSeconds(-1), Now).Should().Be(TimeSpan.FromSeconds(1));

    [Fact]
    public void Age_OfTheFuture_IsZero() =>
        Freshness.Age(Now.AddYears(1), Now.AddHours(-1), Now.AddHours(-1), Now).Should().Be(TimeSpan.Zero);

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void IsExpired_AtAnAge_IsSoOnlyAboveTheLimit(int age, bool expired) =>
        Freshness.IsExpired(Limit, null, Now.AddSeconds(-age), Now, Now).Should().Be(expired);

    [Fact]
    public void IsExpired_WithoutALimit_IsNever() =>
        Freshness.IsExpired(null, Now.AddYears(-10), null, Now, Now).Should().BeFalse();
}
