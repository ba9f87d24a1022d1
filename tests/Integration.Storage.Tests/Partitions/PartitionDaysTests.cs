namespace Integration.Partitions;

public sealed class PartitionDaysTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void LowerBound_OfAnInstantBefore1970_IsBelowEveryId(string instant) =>
        PartitionDays.LowerBound(DateTimeOffset.Parse(instant, null)).Should().Be(Guid.Empty);

    [Fact]
    public void LowerBound_OfALaterInstant_IsAboveThatOfAnEarlierOne()
    {
        DateTimeOffset[] instants =
        [
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddMilliseconds(1),
            new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
            DateTimeOffset.MaxValue,
        ];
        instants.Select(PartitionDays.LowerBound).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }
}
