using Integration.DiskSpace;

namespace Integration.Operations;

public sealed class FreeSpaceRulesTests
{
    [Theory]
    [InlineData(1000, false, false)]
    [InlineData(999, false, true)]
    [InlineData(999, true, true)]
    [InlineData(1000, true, true)]
    [InlineData(1099, true, true)]
    [InlineData(1100, true, false)]
    public void IsShort_AroundReserveAndHysteresis_OpensLaterThanItClosed(long free, bool before, bool expected) =>
        FreeSpaceRules
            .IsShort(free, before, new DiskSpaceOptions { Reserve = 1000, Hysteresis = 100 })
            .Should()
            .Be(expected);
}
