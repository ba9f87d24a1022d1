using Integration.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integration.Conflicts;

/// <summary>Registers local edits of products and what writes them to platforms.</summary>
internal static class ConflictServices
{
    /// <summary>Adds it. Needs the connectors, the accounts and the batched writes.</summary>
    public static IServiceCollection AddConflicts(this IServiceCollection services)
    {
        GrainServices.AddOptions<ConflictOptions>(services, "Integration:Conflicts");
        // The gateway in the same process has them too.
        services.TryAddSingleton<ConflictQueries>();
        services.TryAddSingleton<ConflictPolicies>();
        services.TryAddSingleton<ProductEdits>();
        services.AddSingleton<OwedWrites>();
        services.AddSingleton<OwedCommitter>();
        services.AddSingleton<OwedCheck>();
        services.AddSingleton<OwedWriter>();
        services.AddSingleton<EditCapabilities>();
        return services.AddHostedService<OwedWriteService>();
    }
}
