namespace Integration.Delivery;

/// <summary>A grain's timer that fires when the test says so.</summary>
internal sealed class ManualTimer(Func<Task> tick) : IGrainTimer
{
    /// <summary>When it is set to fire, from the moment it was set.</summary>
    public TimeSpan DueTime { get; private set; } = Timeout.InfiniteTimeSpan;

    public Task Fire() => tick();

    public void Change(TimeSpan dueTime, TimeSpan period) => DueTime = dueTime;

    public void Dispose() { }
}
