using Microsoft.Extensions.Hosting;

namespace Integration.Delivery;

/// <summary>At a stop: no new attempts, and those in flight are finished and committed before the silo goes.</summary>
internal sealed class AttemptDrainService(AttemptRunner attempts) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => attempts.Drain(cancellationToken);
}
