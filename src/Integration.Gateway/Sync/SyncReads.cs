using Integration.Enrichment;
using Integration.Orders;
using Integration.Products;
using Integration.Shops;
using Integration.Streams;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Integration.Sync;

/// <summary>Registers and maps what is read of syncs, orders and products.</summary>
internal static class SyncReads
{
    public static IServiceCollection AddSyncReads(this IServiceCollection services)
    {
        services
            .AddOptions<SyncHealthOptions>()
            .BindConfiguration("Integration:SyncHealth")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<SyncHealthOptions>>().Value);
        services.TryAddSingleton<ShopTable>();
        services.TryAddSingleton<OrderQueries>();
        services.TryAddSingleton<ShopProductQueries>();
        services.TryAddSingleton<SyncQueries>();
        services.TryAddSingleton<EnrichmentQueries>();
        services.TryAddSingleton<SyncMeasureQueries>();
        services.TryAddSingleton<SyncHealthReader>();
        services.TryAddSingleton<ProgressStreams>();
        return services;
    }

    public static void MapSyncReads(this IEndpointRouteBuilder routes)
    {
        routes.MapOrders();
        routes.MapShipments();
        routes.MapShopProducts();
        routes.MapSyncRunReads();
        routes.MapSyncMonitoring();
        routes.MapOldSyncReads();
    }
}
