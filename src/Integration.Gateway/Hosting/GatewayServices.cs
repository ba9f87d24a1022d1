using Integration.Access;
using Integration.Accounts;
using Integration.Alerts;
using Integration.Caching;
using Integration.Collections;
using Integration.Conflicts;
using Integration.Dashboard;
using Integration.Delivery;
using Integration.Enrichment;
using Integration.Health;
using Integration.Intake;
using Integration.Json;
using Integration.Monitoring;
using Integration.Platforms;
using Integration.Problems;
using Integration.Requests;
using Integration.Resources;
using Integration.Shops;
using Integration.Sync;
using Integration.Time;
using Integration.Writes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;

namespace Integration.Hosting;

/// <summary>Registers and maps the HTTP side of the product.</summary>
public static class GatewayServices
{
    /// <summary>
    /// Adds the gateway's services. The caller provides an <see cref="IGrainFactory"/>, the database, the
    /// <see cref="DatabaseClock"/>, a <see cref="TimeProvider"/>, <see cref="ILiveness"/>,
    /// <see cref="IReadiness"/> and <see cref="PlatformDescriptions"/>;
    /// and <see cref="IClusterConnection"/> where the silos are other processes.
    /// </summary>
    public static IServiceCollection AddIntegrationGateway(this IServiceCollection services)
    {
        AddOptions<IntakeOptions>(services, "Integration:Intake");
        AddOptions<AccessOptions>(services, "Integration:Access");
        AddOptions<RequestOptions>(services, "Integration:Requests");
        AddOptions<SignInOptions>(services, "Integration:Dashboard");
        AddOptions<ConflictOptions>(services, "Integration:Conflicts");
        AddOptions<ShopOptions>(services, "Integration:Shops");
        services.Configure<JsonOptions>(options => WireJson.Apply(options.SerializerOptions));
        services.TryAddSingleton<IIdGenerator, UuidV7Generator>();
        services.TryAddSingleton<ApiKeyStore>();
        services.AddSingleton<ApiKeyCache>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<IResourceReads<SourceResource>, SourceTable>();
        services.AddSingleton<IResourceReads<SubscriberResource>, SubscriberTable>();
        services.AddSingleton<IResourceReads<AccountResource>, AccountTable>();
        services.AddSingleton<IResourceReads<AlertChannelResource>, AlertChannelTable>();
        services.AddSingleton<EventQueries>();
        services.AddSingleton<DeliveryQueries>();
        services.AddSingleton<StatisticsQueries>();
        services.TryAddSingleton<PlatformCallTable>();
        services.TryAddSingleton<CacheStatistics>();
        services.AddSingleton<AlertQueries>();
        // The silo in the same process has them too.
        services.TryAddSingleton<AlertRuleTable>();
        services.TryAddSingleton<AlertSilenceTable>();
        services.TryAddSingleton<NoticeAttemptTable>();
        services.AddSingleton<CollectionQueries>();
        services.AddSingleton<CollectedProductQueries>();
        services.TryAddSingleton<ShopTable>();
        services.AddSingleton<IResourceReads<ShopResource>>(static provider =>
            provider.GetRequiredService<ShopTable>()
        );
        services.TryAddSingleton<SyncQueries>();
        services.AddSingleton<EnrichmentQueries>();
        services.AddSingleton<EnrichmentStarts>();
        services.AddSyncReads();
        services.TryAddSingleton<ConflictQueries>();
        services.TryAddSingleton<ConflictPolicies>();
        services.TryAddSingleton<ProductEdits>();
        services.AddSingleton<WriteRequests>();
        services.AddSingleton<NewIds>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<DoorLimits>();
        services.AddSingleton<SiloCalls>();
        services.AddSingleton<EventDrafts>();
        services.AddSingleton<EventPostEndpoints>();
        services.AddSingleton<SourceGrains>();
        services.AddSingleton<WebhookEndpoint>();
        DashboardServices.Add(services);
        services.AddOpenApi("v1", ApiDescription.Configure);
        return services;
    }

    /// <summary>Maps every route of the product's API.</summary>
    public static void MapIntegrationGateway(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        if (app.Services.GetService<IClusterConnection>() is not null)
        {
            app.UseMiddleware<ClusterGate>();
        }

        app.UseMiddleware<DashboardGate>();
        app.UseRouting();
        WebhookEndpoint.Map(app);
        EventPostEndpoints.Map(app);
        app.MapEventReads();
        new ResourceEndpoints<ISourceGrain, SourceSettings, SourceResource>(new("source", "sources")).Map(app);
        app.MapSubscribers();
        app.MapDeliveries();
        app.MapStatistics();
        app.MapPlatforms();
        app.MapPlatformMetrics();
        app.MapCacheMetrics();
        app.MapAccounts();
        app.MapAccountWrites();
        app.MapAlerts();
        app.MapCollections();
        app.MapCollectedProducts();
        app.MapShops();
        app.MapSyncRuns();
        app.MapEnrichment();
        app.MapSyncReads();
        app.MapConflicts();
        app.MapAccess();
        app.MapProblems();
        app.MapHealth();
        SignInEndpoints.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json");
        // The page must work without the internet, and tells nobody that it is read.
        app.MapScalarApiReference(
            "/docs",
            scalar =>
                scalar
                    .DisableDefaultFonts()
                    .DisableTelemetry()
                    .DisableAgent()
                    .DisableMcp()
                    .HideDeveloperTools()
                    .HideClientButton()
                    .AddPreferredSecuritySchemes(ApiDescription.Scheme)
        );
    }

    /// <summary>Maps liveness, readiness and version alone: what a silo shows of itself.</summary>
    public static void MapIntegrationHealth(this WebApplication app) => app.MapHealth();

    private static void AddOptions<T>(IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
