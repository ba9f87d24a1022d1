using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Orders;

/// <summary>Registers what is told to platforms about orders.</summary>
internal static class OrderServices
{
    /// <summary>Adds it. Needs the connectors, the accounts and the shops.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        // The gateway in the same process has it too.
        services.TryAddSingleton<OrderQueries>();
        return services.AddSingleton<Shipments>();
    }
}
