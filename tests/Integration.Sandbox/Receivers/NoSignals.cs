namespace Integration.Sandbox.Receivers;

/// <summary>Receivers live until the sandbox ends them: a web application's own handling of Ctrl-C would end them too early.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
