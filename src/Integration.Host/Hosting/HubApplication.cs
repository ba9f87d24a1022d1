using Integration.Catalogue;
using Integration.Cluster;
using Integration.CommandLine;
using Integration.Databases;
using Integration.DiskSpace;
using Integration.Health;
using Integration.Heartbeat;
using Integration.Heartbeats;
using Integration.Telemetry;
using Integration.Time;
using Microsoft.Extensions.Options;

namespace Integration.Hosting;

/// <summary>Builds the application of a role: the role decides what is registered, nothing else.</summary>
internal static class HubApplication
{
    /// <summary>
    /// The drain of attempts (15 s) and what comes after it; attempts that take longer are handed back. Whoever supervises the
    /// process must wait longer than that before SIGKILL.
    /// </summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    public static WebApplication Build(HubSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                ApplicationName = "Integration.Host",
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Configuration.AddInMemoryCollection(settings.Overrides);
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.UseKestrelHttpsConfiguration();
        // Whoever reads a body bounds it by an option of its own, which may lie above the server's limit of 28.6 MiB.
        builder.WebHost.ConfigureKestrel(static server => server.Limits.MaxRequestBodySize = null);
        HubTelemetry.Add(builder, settings.Role);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings.Keys);
        builder.Services.AddSingleton(_ => new HubDatabase(settings.ConnectionString));
        builder.Services.AddSingleton<DatabaseClock>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        ClusterServices.AddOptions(builder.Services, settings.Role);
        ClusterServices.AddExceptions(builder.Services);
        builder.Services.AddSingleton<ILiveness, HubLiveness>();
        builder.Services.AddSingleton<IReadiness, HubReadiness>();
        builder.Services.AddPlatforms();
        if (settings.Role != HostRole.Gateway)
        {
            AddSilo(builder, settings);
        }

        if (settings.Role != HostRole.Silo)
        {
            builder.Services.AddIntegrationGateway();
        }

        if (settings.Role == HostRole.Gateway)
        {
            builder.Services.AddDatabaseClockUpdates();
            builder.Services.AddSingleton<SiloPulse>();
            builder.Services.AddSingleton<IClusterReadiness, GatewayReadiness>();
            ClusterConnection.Add(builder, client => GatewayConfiguration.Apply(client, settings));
            builder.Services.AddHostedService<LeaveNotice>();
        }

        var app = builder.Build();
        Map(app, settings.Role);
        return app;
    }

    private static void AddSilo(WebApplicationBuilder builder, HubSettings settings)
    {
        builder.Services.AddIntegrationGrains();
        builder.Services.AddSingleton<IClusterReadiness, SiloReadiness>();
        // Before Orleans registers its own.
        builder.Services.AddSingleton(_ => new DeadSiloHandler(Console.Error));
        builder.Services.AddSingleton<IFatalErrorHandler>(provider => provider.GetRequiredService<DeadSiloHandler>());
        builder.UseOrleans(silo => SiloConfiguration.Apply(silo, settings));
        // After the silo in the list, so before it when stopping: attempts end while grains can still hear of it, and the
        // watchdog beats until they have.
        builder.Services.AddHostedService<StallWatchdog>();
        builder.Services.AddAttemptDrain();
        builder
            .Services.AddOptions<HeartbeatOptions>()
            .BindConfiguration("Integration:Heartbeat")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<HeartbeatOptions>>().Value);
        builder.Services.AddHostedService<HeartbeatService>();
        if (settings.OwnsDatabase)
        {
            builder
                .Services.AddOptions<DiskSpaceOptions>()
                .BindConfiguration("Integration:DiskSpace")
                .ValidateDataAnnotations()
                .ValidateOnStart();
            builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<DiskSpaceOptions>>().Value);
            builder.Services.AddHostedService<FreeSpaceWatch>();
        }
    }

    private static void Map(WebApplication app, HostRole role)
    {
        LeaveNotice.CloseConnections(app);
        app.MapPrometheusScrapingEndpoint("/metrics");
        if (role == HostRole.Silo)
        {
            app.MapIntegrationHealth();
        }
        else
        {
            app.MapIntegrationGateway();
            LateDashboard.Map(app);
        }
    }
}
