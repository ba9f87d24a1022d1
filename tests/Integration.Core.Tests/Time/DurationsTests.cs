using CsCheck;

namespace Integration.Time;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("007s", 7_000)]
    [InlineData("3650d", 315_360_000_000)]
    public void TryParse_OfADuration_IsIt(string text, long milliseconds)
    {
        Durations.TryParse(text, out var duration).Should().BeTrue();
        duration.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("+5s")]
    [InlineData("1.5s")]
    [InlineData("5 s")]
    [InlineData(" 5s")]
    [InlineData("5s ")]
    [InlineData("1m30s")]
    [InlineData("5S")]
    [InlineData("5M")]
    [InlineData("5w")]
    [InlineData("５s")]
    [InlineData("3651d")]
    [InlineData("999999999999d")]
    [InlineData("9999999999999ms")]
    [InlineData("00:05:00")]
    [InlineData("PT5M")]
    public void TryParse_OfAnythingElse_IsRefused(string? text)
    {
        Durations.TryParse(text, out var duration).Should().BeFalse();
        duration.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(90_000, "90s")]
    [InlineData(120_000, "2m")]
    [InlineData(1_500, "1500ms")]
    [InlineData(86_400_000, "1d")]
    [InlineData(0, "0s")]
    public void Format_OfADuration_TakesTheLargestUnitThatHoldsIt(long milliseconds, string text) =>
        Durations.Format(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(text);

    [Fact]
    public void Format_OfANegativeDuration_Throws() =>
        FluentActions.Invoking(() => Durations.Format(TimeSpan.FromTicks(-1))).Should().Throw<ArgumentException>();

    [Fact]
    public void TryParse_OfWhatFormatWrote_IsTheSameToTheMillisecond() =>
        Gen.Long[0, (long)Durations.Longest.TotalMilliseconds]
            .Sample(milliseconds =>
            {
                var duration = TimeSpan.FromMilliseconds(milliseconds);
                Durations.TryParse(Durations.Format(duration), out var again).Should().BeTrue();
                again.Should().Be(duration);
            });
}
