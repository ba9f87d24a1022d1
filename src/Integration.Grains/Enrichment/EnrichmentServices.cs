namespace Integration.Enrichment;

/// <summary>Registers what looks for the packages of orders.</summary>
internal static class EnrichmentServices
{
    /// <summary>Adds it. Needs the connectors, the accounts and what writes the pages of shops' lists.</summary>
    public static IServiceCollection AddEnrichment(this IServiceCollection services)
    {
        services.AddSingleton<EnrichmentTaskTable>();
        services.AddSingleton<EnrichmentWriter>();
        services.AddSingleton<EnrichmentCommitter>();
        services.AddSingleton<EnrichmentShops>();
        services.AddSingleton<EnrichmentCalls>();
        services.AddSingleton<EnrichmentRunner>();
        return services.AddHostedService<EnrichmentSweepService>();
    }
}
