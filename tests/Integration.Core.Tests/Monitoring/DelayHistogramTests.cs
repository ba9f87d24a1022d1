namespace Integration.Monitoring;

public sealed class DelayHistogramTests
{
    [Fact]
    public void Quantile_OfNothing_IsNull() =>
        DelayHistogram.Quantile(new long[DelayHistogram.Bins], 0.5).Should().BeNull();

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0.2, 0)]
    [InlineData(1, 0)]
    [InlineData(10, 10)]
    [InlineData(1000, 30)]
    [InlineData(1e12, DelayHistogram.Bins - 1)]
    public void BinOf_IsBounded(double milliseconds, int bin) =>
        DelayHistogram
            .BinOf(TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.MaxValue.TotalMilliseconds / 2)))
            .Should()
            .Be(bin);

    [Fact]
    public void Quantile_IsAtMost26PercentAboveTheTrueOne()
    {
        var counts = new long[DelayHistogram.Bins];
        for (var ms = 1; ms <= 1000; ms++)
        {
            counts[DelayHistogram.BinOf(TimeSpan.FromMilliseconds(ms))]++;
        }

        DelayHistogram.Quantile(counts, 0.5).Should().BeInRange(500, 630);
        DelayHistogram.Quantile(counts, 0.99).Should().BeInRange(990, 1248);
    }
}
