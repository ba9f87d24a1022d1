using Integration.Access;
using Integration.Hosting;

namespace Integration.Writes;

/// <summary>Registers the creation of products for people.</summary>
internal static class ProductCreationServices
{
    /// <summary>Adds it. Needs the connectors, the accounts and the batched writes.</summary>
    public static IServiceCollection AddProductCreation(this IServiceCollection services)
    {
        GrainServices.AddOptions<ProductCreationOptions>(services, "Integration:ProductCreation");
        services.AddSingleton<UnrepeatableWork>();
        return services.AddSingleton<ProductCreation>();
    }
}
