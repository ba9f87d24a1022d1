using Integration.Accounts;
using Integration.Hosting;
using Integration.Notices;
using Integration.Sync;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Alerts;

/// <summary>Registers what judges alerts and tells of them in a silo.</summary>
internal static class AlertServices
{
    public static void Add(IServiceCollection services)
    {
        GrainServices.AddOptions<AlertOptions>(services, "Integration:Alerts:Engine");
        GrainServices.AddOptions<AlertStepOptions>(services, "Integration:Alerts");
        services.AddNotices();
        services.AddSingleton<AlertFeed>();
        services.AddSingleton<IAlertFeed>(static provider => provider.GetRequiredService<AlertFeed>());
        services.AddSingleton<WorkerBeats>();
        services.AddSingleton<SiloMeasures>();
        services.AddSingleton<IClusterMembers, ClusterMembers>();
        services.AddSingleton<NoticeMetrics>();
        services.AddSingleton<AlertTable>();
        services.AddSingleton<AlertRuleTable>();
        services.AddSingleton<AlertSilenceTable>();
        services.AddSingleton<AlertMeasureQueries>();
        services.AddSingleton<AlertPurge>();
        services.AddSingleton<NoticeQueueTable>();
        services.AddSingleton<NoticeAttemptTable>();
        services.AddSingleton<AlertEventChannel>();
        services.AddSingleton<AlertChannelTable>();
        services.AddSingleton<StoredChannels>();
        // One of each for an activation of the grain: they hold its state.
        services.AddTransient<NoticeStore>();
        services.AddTransient<NoticeDesk>();
        services.AddTransient<AlertBook>();
        services.AddTransient<AlertSettings>();
        services.AddTransient<ClusterMeasures>();
        AddSyncMeasures(services);
        services.AddSingleton<AccountMeasureQueries>();
        services.AddTransient<AccountMeasures>();
        services.AddTransient<SiloReports>();
        services.AddTransient<AlertDesk>();
        services.AddHostedService<AlertService>();
    }

    private static void AddSyncMeasures(IServiceCollection services)
    {
        // The gateway in the same process has them too.
        services.TryAddSingleton<SyncMeasureQueries>();
        services.AddSingleton<SyncMetrics>();
        services.AddTransient<SyncMeasures>();
    }
}
