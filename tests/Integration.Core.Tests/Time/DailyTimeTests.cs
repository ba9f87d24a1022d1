namespace Integration.Time;

public sealed class DailyTimeTests
{
    private static readonly TimeSpan Three = TimeSpan.FromHours(3);

    [Theory]
    [InlineData("2026-11-24T03:00:00Z", "2026-11-24T03:00:00Z", "2026-11-25T03:00:00Z")]
    [InlineData("2026-11-24T02:59:59Z", "2026-11-23T03:00:00Z", "2026-11-24T03:00:00Z")]
    [InlineData("2026-11-24T23:00:00Z", "2026-11-24T03:00:00Z", "2026-11-25T03:00:00Z")]
    [InlineData("2026-11-25T04:30:00+08:00", "2026-11-24T03:00:00Z", "2026-11-25T03:00:00Z")]
    [InlineData("2027-01-01T00:00:00Z", "2026-12-31T03:00:00Z", "2027-01-01T03:00:00Z")]
    public void LastAndNext_AreAroundNow(string now, string last, string next)
    {
        DailyTime.Last(Instant(now), Three).Should().Be(Instant(last));
        DailyTime.Next(Instant(now), Three).Should().Be(Instant(next));
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
