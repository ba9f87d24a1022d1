using Integration.Hosting;
using Integration.Resources;
using Integration.Scheduling;
using Integration.Shops;

namespace Integration.Sync;

/// <summary>Registers shops and what syncs them.</summary>
internal static class SyncServices
{
    /// <summary>Adds it. Needs the connectors, the accounts and the alerts' worker beats.</summary>
    public static IServiceCollection AddShops(this IServiceCollection services)
    {
        GrainServices.AddOptions<ShopOptions>(services, "Integration:Shops");
        services
            .AddOptions<ShopOptions>()
            .Validate(
                static one => CronTimes.TryParse(one.FullOrders, out _) && CronTimes.TryParse(one.FullProducts, out _),
                $"FullOrders and FullProducts are cron expressions. {CronTimes.Rule}"
            );
        GrainServices.AddOptions<SyncOptions>(services, "Integration:Sync");
        GrainServices.AddOptions<WalkOptions>(services, "Integration:Sync:Walk");
        AddDesk(services);
        services.AddSingleton<ShopAccounts>();
        services.AddSingleton<SyncStateTable>();
        services.AddSingleton<SyncRunTable>();
        services.AddSingleton<SyncDueTable>();
        services.AddSingleton<SyncHintTable>();
        services.AddSingleton<RecordFailureTable>();
        services.AddSingleton<SyncPageWriter>();
        services.AddSingleton<SyncDeletes>();
        services.AddSingleton<SyncRunEnds>();
        services.AddSingleton<SyncWriter>();
        services.AddSingleton<IShopPauses, ShopPauses>();
        services.AddSingleton<SyncStarter>();
        services.AddSingleton<SyncPlans>();
        services.AddSingleton<SyncEnding>();
        services.AddSingleton<SyncOpening>();
        services.AddSingleton<SyncRunner>();
        services.AddSingleton<RecordReading>();
        services.AddSingleton<SingleRecords>();
        return services.AddHostedService<SyncSweepService>();
    }

    // One of each for an activation: the kind holds the account that the settings under way name.
    private static void AddDesk(IServiceCollection services)
    {
        services.AddSingleton<ShopTable>();
        services.AddSingleton<ResourceTable<ShopSettings, ShopResource>>(static provider =>
            provider.GetRequiredService<ShopTable>()
        );
        services.AddScoped<ShopKind>();
        services.AddScoped<ResourceKind<ShopSettings, NoShopSecrets, ShopResource>>(static provider =>
            provider.GetRequiredService<ShopKind>()
        );
        services.AddScoped<ResourceDesk<ShopSettings, NoShopSecrets, ShopResource>>();
    }
}
