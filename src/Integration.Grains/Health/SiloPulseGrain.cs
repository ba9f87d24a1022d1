using Orleans.Concurrency;

namespace Integration.Health;

/// <summary>Says that this silo takes calls.</summary>
[StatelessWorker]
internal sealed class SiloPulseGrain : Grain, ISiloPulseGrain
{
    public Task Beat(CancellationToken ct) => Task.CompletedTask;
}
