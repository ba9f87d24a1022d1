using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Rates;

public sealed class RateScheduleTests
{
    private const string Any = RateSchedule.AnyCall;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new(StorageFixture.Now);
    private readonly DatabaseClock _clock;
    private readonly PipelineOptions _options = new() { CallsPerSecond = 20, RateShare = 1 };
    private readonly RateLimitState _state = new();

    public RateScheduleTests() => _clock = new(_time);

    [Fact]
    public void Permits_OfAPlatformWithoutRules_ComeByTheOption()
    {
        var grant = Schedule().Reserve(new("a", Any, 5, Longest));
        grant.Delays.Should().Equal(Enumerable.Range(0, 5).Select(n => TimeSpan.FromMilliseconds(50 * n)));
        grant.RetryAfter.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0.1, 10_000)]
    [InlineData(2.5, 400)]
    public void Permits_OfASlowRate_AreSpacedSo(double callsPerSecond, int milliseconds)
    {
        _options.CallsPerSecond = callsPerSecond;
        var schedule = Schedule();
        schedule.Reserve(new("a", Any, 1, Longest));
        var grant = schedule.Reserve(new("a", Any, 1, TimeSpan.Zero));
        grant.RetryAfter.Should().BeCloseTo(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromTicks(10));
    }

    [Fact]
    public void Permits_TooFarAhead_AreNotGivenAndNotUsedUp()
    {
        var schedule = Schedule();
        var grant = schedule.Reserve(new("a", Any, 1000, Second));
        grant.Delays.Should().HaveCount(21);
        grant.RetryAfter.Should().BeGreaterThan(Second);
        schedule.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(grant.RetryAfter);
    }

    [Fact]
    public void Permits_HoweverLongTheCallerWouldWait_LieAtMostFiveSecondsAhead() =>
        Schedule().Reserve(new("a", Any, 1000, TimeSpan.FromHours(1))).Delays.Max().Should().Be(Longest);

    [Fact]
    public void Call_WithARateOfItsOwn_HasItBesideTheOthers()
    {
        var schedule = Schedule(
            new RateRule("detail", RateScope.Shop, 1, Second),
            new RateRule(Any, RateScope.Shop, 10, Second)
        );
        schedule.Reserve(new("a", "detail", 2, Longest)).Delays.Should().Equal(TimeSpan.Zero, Second);
        // Those two count with all calls too, at their times: nothing is given for a time before them any more.
        schedule.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(Second + TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Accounts_CountedByShop_DoNotWaitForEachOther()
    {
        var schedule = Schedule(new RateRule(Any, RateScope.Shop, 1, Second));
        schedule.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(TimeSpan.Zero);
        schedule.Reserve(new("b", Any, 1, Longest)).Delays.Should().Equal(TimeSpan.Zero);
    }

    [Fact]
    public void Accounts_CountedByApp_Do()
    {
        var schedule = Schedule(new RateRule(Any, RateScope.App, 1, Second));
        schedule.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(TimeSpan.Zero);
        schedule.Reserve(new("b", Any, 1, Longest)).Delays.Should().Equal(Second);
    }

    [Fact]
    public void Throttle_PausesAndCutsTheRate()
    {
        var schedule = Schedule();
        var before = schedule.Reserve(new("a", Any, 100, Longest));
        schedule.Throttle(new("a", Any, 2 * Second, before.Generation), out var generation).Should().BeTrue();
        generation.Should().BeGreaterThan(before.Generation);
        var after = schedule.Reserve(new("a", Any, 3, Longest));
        after.Generation.Should().Be(generation);
        after
            .Delays.Should()
            .Equal(
                2 * Second,
                (2 * Second) + TimeSpan.FromMilliseconds(100),
                (2 * Second) + TimeSpan.FromMilliseconds(200)
            );
    }

    [Fact]
    public void Throttle_LongerThanACallerWaits_RefusesWithTheTime()
    {
        var schedule = Schedule();
        Throttle(schedule, TimeSpan.FromHours(2));
        var grant = schedule.Reserve(new("a", Any, 1, Longest));
        grant.Delays.Should().BeEmpty();
        grant.RetryAfter.Should().Be(TimeSpan.FromHours(2));
    }

    [Fact]
    public void Throttle_OfPermitsFromBeforeACut_CutsNotAgain()
    {
        var schedule = Schedule();
        var old = schedule.Reserve(new("a", Any, 1, Longest)).Generation;
        schedule.Throttle(new("a", Any, Second, old), out var generation);
        schedule.Throttle(new("a", Any, Second, old), out var same).Should().BeFalse();
        same.Should().Be(generation);
        Spacing(schedule).Should().Be(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Throttle_OfOldPermitsWithALongerPause_PausesLonger()
    {
        var schedule = Schedule();
        var old = schedule.Reserve(new("a", Any, 1, Longest)).Generation;
        schedule.Throttle(new("a", Any, Second, old), out var generation);
        schedule.Throttle(new("a", Any, 4 * Second, old), out var later).Should().BeTrue();
        later.Should().BeGreaterThan(generation);
        schedule.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(4 * Second);
        _state.Learned.Values.Should().ContainSingle().Which.Share.Should().Be(0.5);
    }

    [Fact]
    public void Throttle_OfOneCallAlone_PausesItAndNothingElse()
    {
        var schedule = Schedule();
        var before = schedule.Reserve(new("a", Any, 1, Longest));
        before.PausedCalls.Should().BeNull();
        var excess = new RateExcess("a", Any, TimeSpan.FromHours(8), before.Generation, "item.get");

        schedule.Throttle(excess, out var generation).Should().BeTrue();
        schedule.Throttle(excess, out _).Should().BeFalse("it is known");

        generation.Should().Be(before.Generation);
        Spacing(schedule).Should().Be(TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromHours(1));
        Schedule()
            .Reserve(new("a", Any, 1, Longest))
            .PausedCalls.Should()
            .Equal(new Dictionary<string, TimeSpan> { ["item.get"] = TimeSpan.FromHours(7) });
        _time.Advance(TimeSpan.FromHours(7));
        schedule.Reserve(new("a", Any, 1, Longest)).PausedCalls.Should().BeNull();
    }

    [Fact]
    public void Forget_EndsPausesAndCuts_HereAndForTheNextActivation()
    {
        var schedule = Schedule();
        Throttle(schedule, TimeSpan.FromHours(8));
        var generation = schedule.Reserve(new("a", Any, 1, Longest)).Generation;
        schedule.Throttle(new("a", Any, TimeSpan.FromHours(8), generation, "item.get"), out _);
        var (until, calls, share) = schedule.Learnt("a");
        (until, calls.Single().Call, share).Should().Be((_clock.UtcNow() + TimeSpan.FromHours(8), "item.get", 0.5));
        schedule.Learnt("another").Share.Should().Be(1);

        schedule.Forget();

        schedule.Learnt("a").Should().BeEquivalentTo(((DateTimeOffset?)null, Array.Empty<PausedCall>(), 1.0));
        foreach (var one in (RateSchedule[])[schedule, Schedule()])
        {
            var grant = one.Reserve(new("a", Any, 1, Longest));
            (grant.Delays.Single(), grant.PausedCalls).Should().Be((TimeSpan.Zero, null));
            Spacing(one).Should().Be(TimeSpan.FromMilliseconds(50));
        }

        schedule.Reserve(new("a", Any, 1, Longest)).Generation.Should().BeGreaterThan(generation);
    }

    [Fact]
    public void Rate_AfterACut_RegainsStepByStepAndNoMoreThanAll()
    {
        var schedule = Schedule();
        Throttle(schedule, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(9));
        Spacing(schedule).Should().Be(TimeSpan.FromMilliseconds(100), "nothing is regained before ten seconds");
        _time.Advance(TimeSpan.FromSeconds(91));
        Spacing(schedule).Should().BeCloseTo(TimeSpan.FromMilliseconds(50 / 0.7), TimeSpan.FromTicks(10));
        _time.Advance(TimeSpan.FromHours(1));
        Spacing(schedule).Should().Be(TimeSpan.FromMilliseconds(50));
        _state.Learned.Should().BeEmpty();
    }

    [Fact]
    public void Rate_CutAgainAndAgain_StaysAboveNothing()
    {
        var schedule = Schedule();
        for (var n = 0; n < 50; n++)
        {
            Throttle(schedule, TimeSpan.Zero);
        }

        Spacing(schedule).Should().Be(TimeSpan.FromSeconds(5), "a hundredth of the rate");
    }

    [Fact]
    public void Schedule_ThatBeginsAnew_KnowsWhatWasLearnt()
    {
        var schedule = Schedule();
        var old = schedule.Reserve(new("a", Any, 1, Longest)).Generation;
        Throttle(schedule, 2 * Second);
        _time.Advance(Second);
        var next = Schedule();
        next.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(Second);
        _time.Advance(4 * Second);
        Spacing(next).Should().Be(TimeSpan.FromMilliseconds(100));
        next.Reserve(new("a", Any, 1, Longest)).Generation.Should().BeGreaterThan(old);
    }

    [Fact]
    public void Schedule_AfterTheClockWasSetBack_PausesAndRecoversAsBefore()
    {
        var schedule = Schedule();
        Throttle(schedule, 2 * Second);
        _clock.Measured(_clock.UtcNow().AddHours(-1), TimeSpan.Zero);
        var next = Schedule();

        schedule.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(2 * Second);
        next.Reserve(new("a", Any, 1, Longest)).Delays.Should().Equal(2 * Second);
        Spacing(next).Should().Be(TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMinutes(30));
        Spacing(next).Should().Be(TimeSpan.FromMilliseconds(50), "all is regained");
    }

    [Fact]
    public void Buckets_OfManyAccounts_AreForgottenWhenTheyAreIdle()
    {
        var schedule = Schedule();
        for (var n = 0; n < 3 * RateSchedule.MaxBuckets; n++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            schedule.Reserve(new($"account-{n}", Any, 1, Longest)).Delays.Should().Equal(TimeSpan.Zero);
        }

        schedule.Buckets.Should().BeInRange(1, RateSchedule.MaxBuckets);
    }

    [Fact]
    public void LearntRates_ThatHaveRegainedAll_AreNotStored()
    {
        var schedule = Schedule();
        Throttle(schedule, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromHours(1));
        var generation = schedule.Reserve(new("b", Any, 1, Longest)).Generation;
        schedule.Throttle(new("b", Any, TimeSpan.Zero, generation), out _).Should().BeTrue();
        _state.Learned.Keys.Should().ContainSingle().Which.Should().EndWith("b");
    }

    private RateSchedule Schedule(params RateRule[] rules) => new(new("p", rules, _options), _state, _time, _clock);

    private static void Throttle(RateSchedule schedule, TimeSpan retryAfter) =>
        schedule.Throttle(
            new("a", Any, retryAfter, schedule.Reserve(new("a", Any, 1, TimeSpan.Zero)).Generation),
            out _
        );

    private static TimeSpan Spacing(RateSchedule schedule)
    {
        var first = schedule.Reserve(new("a", Any, 1, Longest)).Delays.Single();
        var after = schedule.Reserve(new("a", Any, 1, Longest));
        return (after.Delays.Length > 0 ? after.Delays[0] : after.RetryAfter) - first;
    }
}
