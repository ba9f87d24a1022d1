namespace Integration.Platforms;

public sealed class PlatformMetricsStepsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 34, 56, TimeSpan.Zero);

    [Theory]
    [InlineData(60, null, 1, true)]
    [InlineData(60, 5, 5, true)]
    [InlineData(24 * 60, null, 12, true)]
    [InlineData((24 * 60) + 1, null, 60, false)]
    [InlineData(30 * 24 * 60, null, 6 * 60, false)]
    [InlineData(30 * 24 * 60, 60, 60, false)]
    public void TryChoose_AStepThatFits_IsTaken(int range, int? asked, int expected, bool byMinute)
    {
        var step = asked is { } minutes ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null;

        PlatformMetricsSteps
            .TryChoose(TimeSpan.FromMinutes(range), step, out var chosen, out var minute, out _)
            .Should()
            .BeTrue();

        chosen.Should().Be(TimeSpan.FromMinutes(expected));
        minute.Should().Be(byMinute);
    }

    [Theory]
    [InlineData(3_600, 30, "multiple of 1m")]
    [InlineData(3_600, 7_200, "as long as the range")]
    [InlineData(86_400 * 2, 300, "multiple of 1h")]
    public void TryChoose_AStepThatDoesNotFit_IsAFaultOfIt(int range, int step, string words)
    {
        PlatformMetricsSteps
            .TryChoose(TimeSpan.FromSeconds(range), TimeSpan.FromSeconds(step), out _, out _, out var problem)
            .Should()
            .BeFalse();

        problem!.Errors!["step"].Should().ContainSingle().Which.Should().Contain(words);
    }

    [Theory]
    [InlineData(1, "2026-11-24T12:34:00Z")]
    [InlineData(12, "2026-11-24T12:24:00Z")]
    [InlineData(60, "2026-11-24T12:00:00Z")]
    public void Floor_IsTheBeginOfTheStep(int minutes, string expected) =>
        PlatformMetricsSteps
            .Floor(At, TimeSpan.FromMinutes(minutes))
            .Should()
            .Be(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
}
