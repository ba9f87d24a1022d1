using CsCheck;

namespace Integration.Delivery;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Default_IsThreeRetriesAfter1And2And4Seconds() =>
        RetrySchedule
            .Default.Waits.Should()
            .Equal(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));

    [Fact]
    public void TryCreate_OfAList_WaitsAsItSays()
    {
        RetrySchedule.TryCreate(["0s", "500ms", "7d"], out var schedule, out var fault).Should().BeTrue();
        fault.Should().BeNull();
        schedule!.Waits.Should().Equal(TimeSpan.Zero, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(7));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1s")]
    [InlineData("8d")]
    [InlineData("")]
    [InlineData(null)]
    public void TryCreate_WithAStepThatIsNone_NamesIt(string? step)
    {
        RetrySchedule.TryCreate(["1s", step!], out var schedule, out var fault).Should().BeFalse();
        schedule.Should().BeNull();
        fault.Should().StartWith("Step 2 ");
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void TryCreate_OfManySteps_StopsAt50(int steps, bool valid) =>
        RetrySchedule.TryCreate([.. Enumerable.Repeat("1s", steps)], out _, out _).Should().Be(valid);

    [Fact]
    public void Exponential_OfAnyStart_DoublesUpToADay() =>
        Gen.Select(Gen.Int[0, 50], Gen.Long[1, TimeSpan.TicksPerDay])
            .Sample(
                (retries, ticks) =>
                {
                    var waits = RetrySchedule.Exponential(retries, TimeSpan.FromTicks(ticks)).Waits;
                    waits.Should().HaveCount(retries);
                    for (var i = 0; i < waits.Count; i++)
                    {
                        var expected = Math.Min(ticks * Math.Pow(2, i), TimeSpan.TicksPerDay);
                        ((double)waits[i].Ticks).Should().Be(expected);
                    }
                }
            );

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(51, 1)]
    [InlineData(3, 0)]
    [InlineData(3, -1)]
    [InlineData(3, 86_401)]
    public void Exponential_OutOfRange_Throws(int retries, int seconds) =>
        FluentActions
            .Invoking(() => RetrySchedule.Exponential(retries, TimeSpan.FromSeconds(seconds)))
            .Should()
            .Throw<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void WaitBefore_ARetryThatIsNone_Throws(int retry) =>
        FluentActions
            .Invoking(() => RetrySchedule.Default.WaitBefore(retry))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
}
