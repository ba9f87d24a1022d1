using System.Diagnostics.Metrics;
using Integration.EmbeddedPostgres;
using Integration.Hosting;
using Integration.Intake;

namespace Integration.DiskSpace;

/// <summary>
/// Looks how much room the file system under the embedded database has, and closes intake before the database has to stop.
/// </summary>
internal sealed partial class FreeSpaceWatch : BackgroundService
{
    private readonly string _folder;
    private readonly StorageReserve _reserve;
    private readonly DiskSpaceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<FreeSpaceWatch> _logger;
    private readonly Meter _meter;
    private long _free;

    public FreeSpaceWatch(
        HubSettings settings,
        StorageReserve reserve,
        DiskSpaceOptions options,
        IMeterFactory meters,
        TimeProvider time,
        ILogger<FreeSpaceWatch> logger
    )
    {
        _folder = DataFolder.Open(settings.DataDirectory).Data;
        _reserve = reserve;
        _options = options;
        _time = time;
        _logger = logger;
        _meter = meters.Create("Integration.Storage");
        _meter.CreateObservableGauge(
            "integration.storage.free",
            () => Volatile.Read(ref _free),
            "By",
            "Free bytes under the embedded database"
        );
        // Before the first request, not a second later.
        Look();
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private void Look()
    {
        try
        {
            var free = new DriveInfo(_folder).AvailableFreeSpace;
            Volatile.Write(ref _free, free);
            _reserve.FreeBytes = free;
            var isShort = FreeSpaceRules.IsShort(free, _reserve.IsShort, _options);
            if (isShort != _reserve.IsShort)
            {
                _reserve.IsShort = isShort;
                if (isShort)
                {
                    LogShort(_folder, free, _options.Reserve);
                }
                else
                {
                    LogEnough(_folder, free);
                }
            }
        }
        catch (IOException unknown)
        {
            LogUnknown(unknown, _folder);
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "Only {Free} bytes are free under {Folder}, less than the reserve of {Reserve}: events are refused with 503, deliveries go "
            + "on. Free some space, or shorten Integration:Retention; intake then opens by itself"
    )]
    private partial void LogShort(string folder, long free, long reserve);

    [LoggerMessage(LogLevel.Information, "{Free} bytes are free under {Folder}: events are taken in again")]
    private partial void LogEnough(string folder, long free);

    [LoggerMessage(LogLevel.Warning, "How much room {Folder} has cannot be told")]
    private partial void LogUnknown(Exception exception, string folder);
}
