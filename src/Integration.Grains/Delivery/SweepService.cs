using Integration.Alerts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Delivery;

/// <summary>Calls the sweeper from every silo: a reminder's minute is too coarse, and any one silo may be gone.</summary>
internal sealed partial class SweepService(
    IGrainFactory grains,
    DeliveryOptions options,
    WorkerBeats beats,
    TimeProvider time,
    ILogger<SweepService> logger
) : BackgroundService
{
    private const string Worker = "sweeper";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        beats.Beat(Worker, options.SweepInterval);
        do
        {
            try
            {
                await grains.GetGrain<ISweeperGrain>(ISweeperGrain.Key).Sweep(stoppingToken);
                beats.Beat(Worker, options.SweepInterval);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The sweep failed; the next one follows")]
    private partial void LogFailed(Exception exception);
}
