using Integration.Hosting;
using Integration.Shops;
using Integration.Sync;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Enrichment;

/// <summary>Registers what looks for the packages of orders.</summary>
internal static class EnrichmentServices
{
    /// <summary>Adds it. Needs the connectors and the accounts.</summary>
    public static IServiceCollection AddEnrichment(this IServiceCollection services)
    {
        GrainServices.AddOptions<SyncOptions>(services, "Integration:Sync");
        // Syncs have these too.
        services.TryAddSingleton<ShopTable>();
        services.TryAddSingleton<RecordFailureTable>();
        services.TryAddSingleton<SyncPageWriter>();
        services.AddSingleton<EnrichmentTaskTable>();
        services.AddSingleton<EnrichmentWriter>();
        services.AddSingleton<EnrichmentCommitter>();
        services.AddSingleton<EnrichmentShops>();
        services.AddSingleton<EnrichmentCalls>();
        services.AddSingleton<EnrichmentRunner>();
        return services.AddHostedService<EnrichmentSweepService>();
    }
}
