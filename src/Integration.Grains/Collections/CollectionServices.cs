using Integration.Links;
using Integration.Pipeline;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Collections;

/// <summary>Registers what collects products.</summary>
internal static class CollectionServices
{
    /// <summary>Adds it. Needs the connectors and, for any collection to begin, an <see cref="IAccountDirectory"/>.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services)
    {
        services.AddProductLinks();
        services.TryAddSingleton<IAccountDirectory, NoAccounts>();
        services.AddSingleton<CollectionTable>();
        services.AddSingleton<CollectionWork>();
        services.AddSingleton<ProductSave>();
        services.AddSingleton<CollectionWriter>();
        services.AddSingleton<CollectionListing>();
        services.AddSingleton<CollectionLinks>();
        services.AddSingleton<CollectionBatches>();
        services.AddSingleton<CollectionRunner>();
        services.AddSingleton<CollectionPlanner>();
        return services.AddHostedService<CollectionSweepService>();
    }
}
