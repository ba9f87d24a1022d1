using Integration.Collections;
using Integration.Hubs;
using Integration.Partners;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>A hub of its own with one database that the tests read, and platforms of the sandbox whose shops change as they are read.</summary>
internal sealed class ShopHub : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly HubProcess _hub;
    private readonly SandboxPlatform[] _platforms;

    private ShopHub(TestDatabase database, HubProcess hub, Partner partner, SandboxPlatform[] platforms)
    {
        (_database, _hub, Partner, _platforms) = (database, hub, partner, platforms);
        Api = new HubApi(hub.Url, hub.AdministratorKey);
    }

    /// <summary>The platform, where there is one only.</summary>
    public SandboxPlatform Platform => _platforms.Single();

    public Partner Partner { get; }

    public HubApi Api { get; }

    /// <summary>Its process.</summary>
    public HubProcess Hub => _hub;

    public string ConnectionString => _database.ConnectionString;

    public static async Task<ShopHub> Start(
        PostgresFixture postgres,
        SyncedPlatform synced,
        OrderOptions orders,
        double faults,
        int seed,
        int pageSize = 10,
        int products = 10
    ) => await Start(postgres, await Shop(synced, orders, faults, seed, pageSize, products));

    /// <summary>Starts a hub that knows where each of the platforms is.</summary>
    public static async Task<ShopHub> Start(PostgresFixture postgres, params SandboxPlatform[] platforms)
    {
        var database = await postgres.CreateDatabase();
        var hub = HubProcess.Create(database.ConnectionString);
        foreach (var platform in platforms)
        {
            Configure(hub, platform);
        }

        await hub.Start();
        return new ShopHub(database, hub, await Partner.Start(), platforms);
    }

    /// <summary>Starts a platform whose shop has such orders.</summary>
    public static Task<SandboxPlatform> Shop(
        SyncedPlatform synced,
        OrderOptions orders,
        double faults,
        int seed,
        int pageSize = 10,
        int products = 10
    ) =>
        SandboxPlatform.Start(
            synced.Kind,
            new PlatformOptions
            {
                Products = products,
                PagesCutTo = pageSize,
                Orders = orders,
                Seed = seed,
                Faults = FaultPlan.Of(FaultKind.Transient, faults),
            },
            TimeProvider.System
        );

    /// <summary>Lets a hub that is not started yet read a platform's shop without waiting for its lists to settle.</summary>
    public static void Configure(HubProcess hub, SandboxPlatform platform)
    {
        foreach (var (name, value) in CollectionCalls.Settings(platform))
        {
            hub.Settings[name] = value;
        }

        hub.Settings["Integration:Shops:SweepInterval"] = "00:00:00.500";
        hub.Settings["Integration:Sync:Walk:RetryWait"] = "00:00:00.050";
        // The list of the sandbox is late by nothing: its changes can be read a second after they were made.
        hub.Settings[$"Integration:Platforms:{platform.Kind}:OrderLag"] = "00:00:01";
    }

    /// <summary>Makes the platform's account, with the tokens of the sandbox's first grant; returns its id.</summary>
    public Task<string> Account(SyncedPlatform synced) => Api.CreateAccount(synced, Platform);

    /// <summary>Makes a subscriber to all that is told of the shop.</summary>
    public Task<Mailbox> Subscriber() => Api.CreateReader(Partner);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _hub.DisposeAsync();
        await Partner.DisposeAsync();
        foreach (var platform in _platforms)
        {
            await platform.DisposeAsync();
        }

        await _database.DisposeAsync();
    }
}
