using Integration.CommandLine;
using Microsoft.Extensions.Options;

namespace Integration.Cluster;

/// <summary>Registers the cluster's settings, checked at start.</summary>
internal static class ClusterServices
{
    public static void AddOptions(IServiceCollection services, HostRole role)
    {
        Add<ClusterTimesOptions, ClusterTimesValidation>(services, "Integration:Cluster");
        if (role == HostRole.Silo)
        {
            Add<SiloEndpointOptions, SiloEndpointValidation>(services, "Integration:Silo");
        }
    }

    private static void Add<TOptions, TValidation>(IServiceCollection services, string section)
        where TOptions : class
        where TValidation : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidation>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }
}
