using Integration.Access;
using Integration.Accounts;
using Integration.Alerts;
using Integration.Caching;
using Integration.Collections;
using Integration.Conflicts;
using Integration.Databases;
using Integration.Delivery;
using Integration.Enrichment;
using Integration.Formats;
using Integration.Intake;
using Integration.Links;
using Integration.Mapping;
using Integration.Orders;
using Integration.Partitions;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Rates;
using Integration.Resources;
using Integration.Secrets;
using Integration.Stalls;
using Integration.Streams;
using Integration.Sync;
using Integration.Time;
using Integration.Webhooks;
using Integration.Writes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;

namespace Integration.Hosting;

/// <summary>Registers what a silo of the product needs.</summary>
public static class GrainServices
{
    /// <summary>
    /// Adds the grains' services. The caller provides <see cref="HubDatabase"/>, <see cref="DatabaseClock"/>,
    /// <see cref="KeyRing"/>, <see cref="Integration.Catalogue.ConnectorCatalogue"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddIntegrationGrains(this IServiceCollection services)
    {
        AddOptions<AppendOptions>(services, "Integration:Intake:Append");
        AddOptions<DeliveryOptions>(services, "Integration:Delivery");
        AddOptions<DeliveryStreamOptions>(services, "Integration:Streams");
        AddOptions<RetentionOptions>(services, "Integration:Retention");
        AddOptions<StallOptions>(services, "Integration:Stalls");
        AddOptions<CollectionOptions>(services, "Integration:Collections");
        AddOptions<EnrichmentOptions>(services, "Integration:Enrichment");
        services.AddOptions<LinkOptions>().BindConfiguration("Integration:Links");
        services.AddSingleton<StallGuard>();
        services.TryAddSingleton<IIdGenerator, UuidV7Generator>();
#pragma warning disable RS0030 // The one place that chooses the source of randomness; this one is safe for all threads.
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        services.AddWebhookSender();
        AddStorage(services);
        // The gateway in the same process has it too.
        services.TryAddSingleton<ApiKeyStore>();
        services.AddSingleton<SecretVault>();
        services.AddSingleton<ConfigurationTransaction>();
        services.AddSingleton<RepeatableAnswers>();
        services.AddSingleton(new PayloadParser(new PayloadLimits()));
        services.AddSingleton(provider => new BodyFormats(
            new WalletFormatOptions { PushSource = provider.GetRequiredService<DeliveryOptions>().WalletPushSource }
        ));
        services.AddSingleton<SubscriberRules>();
        AddResource<SourceSettings, SourceSecrets, SourceResource, SourceKind, SourceTable>(services);
        AddResource<SubscriberSettings, SubscriberSecrets, SubscriberResource, SubscriberKind, SubscriberTable>(
            services
        );
        AddAccounts(services);
        AddResource<
            AlertChannelSettings,
            AlertChannelSecrets,
            AlertChannelResource,
            AlertChannelKind,
            AlertChannelTable
        >(services);
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton<DeliveryPublisher>();
        services.AddSingleton<StorageReserve>();
        services.AddSingleton<EventAppender>();
        services.AddSingleton<EventClaims>();
        services.AddSingleton<IdempotentAppend>();
        services.AddSingleton<SiloWindowBudget>();
        services.AddSingleton<AttemptReports>();
        services.AddSingleton<OutcomeCommitter>();
        services.AddSingleton<AttemptRunner>();
        services.AddSingleton<DeliveryServices>();
        services.AddSingleton<FanoutExpander>();
        services.AddSingleton<EventTransactions>();
        services.AddHostedService(provider => provider.GetRequiredService<FanoutExpander>());
        services.AddPlatformRates();
        services.AddCaching();
        services.AddPlatformWrites();
        services.AddDatabaseClockUpdates();
        services.AddHostedService<RetentionService>();
        services.AddHostedService<SecretsCheck>();
        AlertServices.Add(services);
        services.AddHostedService<SweepService>();
        services.AddSingleton<PlatformCallBook>();
        services.AddSingleton<ICallObserver, PlatformCallObserver>();
        services.TryAddSingleton<PlatformCallTable>();
        services.AddHostedService<PlatformCallService>();
        services.AddCollections();
        services.AddShops();
        services.AddEnrichment();
        services.AddConflicts();
        services.AddOrders();
        services.AddAccountWrites();
        return services;
    }

    /// <summary>Keeps the <see cref="DatabaseClock"/> right; a gateway needs it as well as a silo.</summary>
    public static IServiceCollection AddDatabaseClockUpdates(this IServiceCollection services) =>
        services.AddHostedService<DatabaseClockService>();

    /// <summary>Lets attempts in flight end before the silo stops; to be called after the silo is registered.</summary>
    public static IServiceCollection AddAttemptDrain(this IServiceCollection services) =>
        services.AddHostedService<AttemptDrainService>();

    /// <summary>Adds the stream that carries deliveries to push grains, by the carrier that the configuration names.</summary>
    public static ISiloBuilder AddDeliveryStream(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<DeliveryQueues>();
        silo.Services.AddPlacementDirector<BesideQueuePlacement, BesideQueueDirector>();
        var streams = silo.Configuration.GetSection("Integration:Streams").Get<DeliveryStreamOptions>() ?? new();
        return streams.Carrier == DeliveryCarrier.Memory
            ? silo.AddMemoryStreams(
                DeliveryStream.Provider,
                stream =>
                {
                    stream.ConfigurePartitioning(streams.Queues);
                    ConfigureDeliveries(stream);
                }
            )
            : silo.AddPersistentStreams(
                DeliveryStream.Provider,
                WaitingQueueAdapterFactory.Create,
                ConfigureDeliveries
            );
    }

    private static void ConfigureDeliveries(ISiloPersistentStreamConfigurator stream)
    {
        // No row per stream: who listens follows from the grain's class.
        stream.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
        stream.ConfigurePartitionBalancing(
            static (services, _) => ActivatorUtilities.CreateInstance<EvenQueueBalancer>(services)
        );
        stream.ConfigurePullingAgent(agent =>
            agent.Configure(options =>
            {
                // A receiver that waits by itself needs the timer only to bridge the gap between two waits.
                options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);
                options.BatchContainerBatchSize = 16;
            })
        );
    }

    private static void AddStorage(IServiceCollection services)
    {
        services.AddSingleton(provider => new WriterNumber(
            provider.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName
        ));
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<EventAppend>(provider, provider.GetRequiredService<WriterNumber>().Value)
        );
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<FanoutStep>(provider, provider.GetRequiredService<WriterNumber>().Value)
        );
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<OutcomeWriter>(
                provider,
                provider.GetRequiredService<WriterNumber>().Value
            )
        );
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<CancelledDeliveries>(
                provider,
                provider.GetRequiredService<WriterNumber>().Value
            )
        );
        services.AddSingleton<PendingDeliveries>();
        services.AddSingleton<PartitionMaintenance>();
        services.AddSingleton<Purge>();
        services.AddSingleton<SealedRows>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        AddOptions<AccountOptions>(services, "Integration:Accounts");
        AddResource<AccountSettings, AccountSecrets, AccountResource, AccountKind, AccountTable>(services);
        services.AddSingleton<AccountHealthTable>();
        services.AddSingleton<RenewalLeases>();
        services.AddSingleton<AccountServices>();
        services.AddSingleton<AccountRates>();
        services.AddTransient<AccountDesk>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<IAccountTokens>(provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<IAccountDirectory>(provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<AccountCalls>();
        services.AddHostedService(provider => provider.GetRequiredService<AccountCalls>());
    }

    private static void AddResource<TSettings, TSecrets, TResource, TKind, TTable>(IServiceCollection services)
        where TSettings : class, IResourceSettings
        where TSecrets : class
        where TResource : class, IResource
        where TKind : ResourceKind<TSettings, TSecrets, TResource>
        where TTable : ResourceTable<TSettings, TResource>
    {
        services.AddSingleton<ResourceKind<TSettings, TSecrets, TResource>, TKind>();
        services.AddSingleton<ResourceTable<TSettings, TResource>, TTable>();
        services.AddTransient<ResourceDesk<TSettings, TSecrets, TResource>>();
    }

    /// <summary>Options bound to a section, checked at start, to be had as themselves.</summary>
    internal static void AddOptions<T>(IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
