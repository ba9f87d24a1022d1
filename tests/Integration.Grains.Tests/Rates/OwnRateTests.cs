using Integration.Catalogue;
using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Rates;

public sealed class OwnRateTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new(StorageFixture.Now);

    [Fact]
    public void Reserve_WithARateOfTheAccountsOwn_GivesNoMoreThanThat()
    {
        var schedule = Schedule();

        schedule.Reserve(Request("slow", own: 2)).Delays.Should().HaveCountLessThanOrEqualTo(12).And.NotBeEmpty();
        schedule
            .Reserve(Request("another", own: null))
            .Delays.Should()
            .HaveCountGreaterThan(50, "it has the platform's rate");
    }

    [Fact]
    public void Reserve_WithALargeRateOfTheAccountsOwn_StaysBelowThePlatforms()
    {
        var free = Schedule().Reserve(Request("shop", own: null)).Delays;

        Schedule().Reserve(Request("shop", own: 10_000)).Delays.Should().Equal(free);
    }

    private RateSchedule Schedule() =>
        new(
            new("p", [new RateRule("*", RateScope.Shop, 20, TimeSpan.FromSeconds(1))], new()),
            new(),
            _time,
            new DatabaseClock(_time)
        );

    private static RateRequest Request(string account, double? own) =>
        new(account, RateSchedule.AnyCall, 1_000, FiveSeconds, own);
}
