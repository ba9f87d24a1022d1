using Microsoft.Extensions.Time.Testing;

namespace Integration.Time;

public sealed class DatabaseClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void UtcNow_AfterAMeasure_FollowsTheDatabase()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new DatabaseClock(time);
        clock.Measured(Start.AddHours(3), TimeSpan.FromMilliseconds(4));
        clock.UtcNow().Should().Be(Start.AddHours(3).AddMilliseconds(2));
        time.Advance(TimeSpan.FromSeconds(5));
        clock.UtcNow().Should().Be(Start.AddHours(3).AddMilliseconds(5002));
    }

    [Fact]
    public void UtcNow_WhenTheWallClockJumps_DoesNot()
    {
        var time = new JumpingTime();
        var clock = new DatabaseClock(time);
        var before = clock.UtcNow();
        time.Jump = TimeSpan.FromDays(400);
        (clock.UtcNow() - before).Should().BeLessThan(TimeSpan.FromDays(1));
    }

    [Fact]
    public void InstantOf_AnIdOfTheGenerator_IsItsInstant()
    {
        var now = Start.AddMilliseconds(123);
        UuidV7.InstantOf(new UuidV7Generator().NewId(now)).Should().Be(now);
    }

    private sealed class JumpingTime : TimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;
    }
}
