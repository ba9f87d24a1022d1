using Integration.Links;
using Integration.Writes;

namespace Integration.Collections;

/// <summary>Registers what collects products.</summary>
internal static class CollectionServices
{
    /// <summary>Adds it. Needs the connectors and the accounts.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services)
    {
        services.AddProductLinks();
        services.AddSingleton<CollectionTable>();
        services.AddSingleton<CollectionWork>();
        services.AddSingleton<ProductSave>();
        services.AddSingleton<CollectionWriter>();
        services.AddSingleton<CollectionListing>();
        services.AddSingleton<CollectionLinks>();
        services.AddSingleton<CollectionBatches>();
        services.AddSingleton<CollectionRunner>();
        services.AddSingleton<CollectionPlanner>();
        services.AddSingleton<CollectedProductAging>();
        services.AddSingleton<IWrittenProducts, WrittenProducts>();
        return services.AddHostedService<CollectionSweepService>();
    }
}
