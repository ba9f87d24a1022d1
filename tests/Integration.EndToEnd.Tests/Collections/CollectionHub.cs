using Integration.Catalogue;
using Integration.Cluster;
using Integration.CommandLine;
using Integration.Databases;
using Integration.Health;
using Integration.Hosting;
using Integration.Hubs;
using Integration.Pipeline;
using Integration.Secrets;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>
/// A hub of role all in the test's own process, so that a test can hand it the directory of accounts. All else is what the program
/// registers: silo, gateway, streams, database.
/// </summary>
internal sealed class CollectionHub : IAsyncDisposable
{
    // One for all: the next hub on a database opens what the one before sealed.
    private static readonly KeyRing s_keys = KeyRing.Parse(KeyRing.CreateText("k1"));
    private readonly WebApplication _app;
    private readonly string _folder;

    private CollectionHub(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public IServiceProvider Services => _app.Services;

    public HubApi Api { get; private set; } = null!;

    public static async Task<CollectionHub> Start(
        string connectionString,
        IAccountDirectory accounts,
        Dictionary<string, string> settings
    )
    {
        var folder = Directory.CreateTempSubdirectory("integration-hub-").FullName;
        var hub = new HubSettings
        {
            Role = HostRole.All,
            Urls = "http://127.0.0.1:0",
            DataDirectory = folder,
            ConnectionString = connectionString,
            OwnsDatabase = true,
            Keys = s_keys,
        };
        var app = Build(hub, accounts, settings);
        await HubPreparation.Run(app.Services, hub, CancellationToken.None);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var key = await File.ReadAllTextAsync(Path.Combine(folder, "admin.key"), CancellationToken.None);
        return new CollectionHub(app, folder) { Api = new HubApi(new Uri(app.Urls.Single()), key.Trim()) };
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static WebApplication Build(
        HubSettings hub,
        IAccountDirectory accounts,
        Dictionary<string, string> settings
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => (string?)one.Value));
        builder.WebHost.UseUrls(hub.Urls);
        var services = builder.Services;
        services.AddSingleton(hub);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(hub.Keys);
        services.AddSingleton(_ => new HubDatabase(hub.ConnectionString));
        services.AddSingleton<DatabaseClock>();
        ClusterServices.AddOptions(services, hub.Role);
        services.AddSingleton<ILiveness, HubLiveness>();
        services.AddSingleton<IReadiness, HubReadiness>();
        services.AddPlatforms();
        services.AddIntegrationGrains();
        // After the product's own directory: the last one counts.
        services.AddSingleton(accounts);
        services.AddSingleton<IClusterReadiness, SiloReadiness>();
        builder.UseOrleans(silo => SiloConfiguration.Apply(silo, hub));
        services.AddSingleton(_ => new DeadSiloHandler(TextWriter.Null));
        services.AddHostedService<StallWatchdog>();
        services.AddAttemptDrain();
        services.AddIntegrationGateway();
        var app = builder.Build();
        app.MapIntegrationGateway();
        return app;
    }
}
