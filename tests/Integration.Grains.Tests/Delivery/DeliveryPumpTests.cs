namespace Integration.Delivery;

public sealed class DeliveryPumpTests
{
    private static readonly DateTimeOffset s_early = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_late = s_early.AddMinutes(1);

    [Fact]
    public void NextTick_ARetryIsDueWhileEverySlotIsTaken_DoesNotAskForATick() =>
        DeliveryPump.NextTick(null, s_early, slotFree: false).Should().BeNull("it would tick without end");

    [Fact]
    public void NextTick_SlotFree_IsTheEarlierOfBoth()
    {
        DeliveryPump.NextTick(s_early, s_late, slotFree: true).Should().Be(s_early);
        DeliveryPump.NextTick(s_late, s_early, slotFree: true).Should().Be(s_early);
        DeliveryPump.NextTick(null, s_late, slotFree: true).Should().Be(s_late);
        DeliveryPump.NextTick(s_late, null, slotFree: true).Should().Be(s_late);
        DeliveryPump.NextTick(null, null, slotFree: true).Should().BeNull();
    }

    [Fact]
    public void NextTick_NoSlotFree_StillWatchesTheRows() =>
        DeliveryPump.NextTick(s_late, s_early, slotFree: false).Should().Be(s_late);
}
