using Integration.CommandLine;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

namespace Integration.Cluster;

/// <summary>Registers the cluster's settings, checked at start, and what may travel between its processes.</summary>
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

    /// <summary>
    /// Lets the database's errors travel: a grain that cannot read its row when it begins throws one, and where the caller is
    /// another process it must still be told as "database away", not as a fault of ours.
    /// </summary>
    public static void AddExceptions(IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"));

    private static void Add<TOptions, TValidation>(IServiceCollection services, string section)
        where TOptions : class
        where TValidation : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidation>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }
}
