namespace Integration.Alerts;

/// <summary>Counts over a sliding window, kept in slots of a thirtieth of it.</summary>
internal sealed class FailureCounts
{
    private const int Slots = 30;
    private readonly Queue<(long Slot, int All, int Failed)> _counts = new();
    private (long Slot, int All, int Failed) _newest;

    public void Add(TimeSpan now, TimeSpan window, bool failed)
    {
        var slot = now.Ticks / (window.Ticks / Slots);
        if (slot != _newest.Slot)
        {
            _counts.Enqueue(_newest);
            _newest = (slot, 0, 0);
            Forget(slot);
        }

        _newest = (slot, _newest.All + 1, _newest.Failed + (failed ? 1 : 0));
    }

    /// <summary>How many there were in the window, and how many of them failed.</summary>
    public (int All, int Failed) Sum(TimeSpan now, TimeSpan window)
    {
        var slot = now.Ticks / (window.Ticks / Slots);
        Forget(slot);
        var isIn = slot - _newest.Slot < Slots;
        return (
            _counts.Sum(static count => count.All) + (isIn ? _newest.All : 0),
            _counts.Sum(static count => count.Failed) + (isIn ? _newest.Failed : 0)
        );
    }

    private void Forget(long slot)
    {
        while (_counts.TryPeek(out var oldest) && slot - oldest.Slot >= Slots)
        {
            _counts.Dequeue();
        }
    }
}
