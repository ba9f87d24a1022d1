using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Integration.Alerts;

/// <summary>Measures this silo and calls the alert grain, from every silo: any one of them may be gone.</summary>
internal sealed partial class AlertService(
    IGrainFactory grains,
    SiloMeasures measures,
    AlertStepOptions options,
    IOptions<SiloOptions> silo,
    TimeProvider time,
    ILogger<AlertService> logger
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // A step waits for the database; measures of it must not wait with it.
        Task.WhenAll(
            Repeat(options.MeasureInterval, Measure, stoppingToken),
            Repeat(options.StepInterval, Step, stoppingToken)
        );

    private async Task Measure(IAlertGrain grain, CancellationToken ct)
    {
        var name = silo.Value.SiloName;
        await grain.Observe(name, await measures.Read(name, ct), ct);
    }

    private static Task Step(IAlertGrain grain, CancellationToken ct) => grain.Step(ct);

    private async Task Repeat(
        TimeSpan interval,
        Func<IAlertGrain, CancellationToken, Task> round,
        CancellationToken stoppingToken
    )
    {
        using var timer = new PeriodicTimer(interval, time);
        // The first round after an interval: until then the silo has joined.
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await round(grains.GetGrain<IAlertGrain>(IAlertGrain.Key), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A round of alerts failed; the next one follows")]
    private partial void LogFailed(Exception exception);
}
