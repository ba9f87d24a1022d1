using CsCheck;

namespace Integration.Time;

public sealed class UuidV7Tests
{
    private static readonly UuidV7Generator Ids = new();

    [Fact]
    public void NewId_OfAnInstant_HasVersionVariantAndInstant() =>
        Gen.Long[0, 253_402_300_799_999]
            .Sample(milliseconds =>
            {
                var now = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
                var id = Ids.NewId(now);
                id.Version.Should().Be(7);
                (id.Variant & 0b1100).Should().Be(0b1000);
                UuidV7.InstantOf(id).Should().Be(now);
            });

    [Fact]
    public void NewId_OfALaterMillisecond_SortsLaterAsTextAndAsGuid()
    {
        var now = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        var ids = Enumerable.Range(0, 1000).Select(n => Ids.NewId(now.AddMilliseconds(n))).ToArray();
        ids.Should().BeInAscendingOrder();
        ids.Select(id => id.ToString()).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public void NewId_OfTheSameMillisecond_IsInTheOrderOfMaking()
    {
        var now = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        var ids = new UuidV7Generator();
        Enumerable.Range(0, 4_096).Select(_ => ids.NewId(now)).Should().BeInAscendingOrder();
    }

    [Fact]
    public void NewId_OfTheSameMillisecond_IsNotRepeated() =>
        Enumerable
            .Range(0, 10_000)
            .Select(_ => Ids.NewId(default(DateTimeOffset).AddYears(2025)))
            .Should()
            .OnlyHaveUniqueItems();
}
