namespace Integration.Cluster;

/// <summary>
/// At the stop of a gateway: readiness already says no, and for a while requests are still answered, each on a connection that
/// is closed after it. So load balancers and kept connections leave before the door is shut.
/// </summary>
internal sealed class LeaveNotice(ClusterTimesOptions times, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>Asks whoever still sends to open the next connection elsewhere.</summary>
    public static void CloseConnections(WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (app.Lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    context.Response.Headers.Connection = "close";
                }

                return next(context);
            }
        );

    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(times.LeaveNotice, time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
