using Integration.CommandLine;
using Integration.Databases;
using Integration.Health;
using Integration.Telemetry;
using Integration.Time;

namespace Integration.Hosting;

/// <summary>Builds the application of a role: the role decides what is registered, nothing else.</summary>
internal static class HubApplication
{
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
        HubTelemetry.Add(builder);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings.Keys);
        builder.Services.AddSingleton(_ => new HubDatabase(settings.ConnectionString));
        builder.Services.AddSingleton<DatabaseClock>();
        // The drain of attempts (15 s) and what comes after it; attempts that take longer are handed back.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        if (settings.Role is HostRole.All or HostRole.Silo)
        {
            builder.Services.AddIntegrationGrains();
            builder.UseOrleans(silo => SiloConfiguration.Apply(silo, settings));
            // After the silo in the list, so before it when stopping: attempts end while grains can still hear of it.
            builder.Services.AddAttemptDrain();
        }

        builder.Services.AddSingleton<HubReadiness>();
        if (settings.Role is HostRole.All or HostRole.Gateway)
        {
            builder.Services.AddIntegrationGateway();
            builder.Services.AddSingleton<ILiveness, HubLiveness>();
            builder.Services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<HubReadiness>());
        }

        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint("/metrics");
        if (settings.Role is HostRole.All or HostRole.Gateway)
        {
            app.MapIntegrationGateway();
        }

        return app;
    }
}
