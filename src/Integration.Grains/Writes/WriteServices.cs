using Integration.Access;
using Integration.Hosting;

namespace Integration.Writes;

/// <summary>Registers what people have written at platforms.</summary>
internal static class WriteServices
{
    /// <summary>Adds it. Needs the connectors, the accounts and the batched writes.</summary>
    public static IServiceCollection AddAccountWrites(this IServiceCollection services)
    {
        GrainServices.AddOptions<ProductCreationOptions>(services, "Integration:ProductCreation");
        GrainServices.AddOptions<OrderPushOptions>(services, "Integration:OrderPush");
        services.AddSingleton<UnrepeatableWork>();
        services.AddSingleton<AccountWrites>();
        services.AddSingleton<OrderPush>();
        return services.AddSingleton<ProductCreation>();
    }
}
