using Integration.Notices;
using Microsoft.Extensions.Options;

namespace Integration.Alerts;

/// <summary>Registers what judges alerts and tells of them in a silo.</summary>
internal static class AlertServices
{
    public static void Add(IServiceCollection services)
    {
        AddOptions<AlertOptions>(services, "Integration:Alerts:Engine");
        AddOptions<AlertStepOptions>(services, "Integration:Alerts");
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
        // One of each for an activation of the grain: they hold its state.
        services.AddTransient<NoticeStore>();
        services.AddTransient<NoticeDesk>();
        services.AddTransient<AlertBook>();
        services.AddTransient<AlertSettings>();
        services.AddTransient<ClusterMeasures>();
        services.AddTransient<SiloReports>();
        services.AddTransient<AlertDesk>();
        services.AddHostedService<AlertService>();
    }

    private static void AddOptions<T>(IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
