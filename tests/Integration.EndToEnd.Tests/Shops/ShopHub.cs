using Integration.Collections;
using Integration.Hubs;
using Integration.Partners;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Testing.Databases;

namespace Integration.Shops;

/// <summary>A hub of its own with one database that the tests read, and one platform of the sandbox whose shop changes as it is read.</summary>
internal sealed class ShopHub : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly HubProcess _hub;
    private readonly Partner _partner;

    private ShopHub(TestDatabase database, HubProcess hub, Partner partner, SandboxPlatform platform)
    {
        (_database, _hub, _partner, Platform) = (database, hub, partner, platform);
        Api = new HubApi(hub.Url, hub.AdministratorKey);
    }

    public SandboxPlatform Platform { get; }

    public HubApi Api { get; }

    public string ConnectionString => _database.ConnectionString;

    public static async Task<ShopHub> Start(
        PostgresFixture postgres,
        SyncedPlatform synced,
        OrderOptions orders,
        double faults,
        int seed
    )
    {
        var platform = await SandboxPlatform.Start(
            synced.Kind,
            new PlatformOptions
            {
                Products = 10,
                PagesCutTo = 10,
                Orders = orders,
                Seed = seed,
                Faults = FaultPlan.Of(FaultKind.Transient, faults),
            },
            TimeProvider.System
        );
        var database = await postgres.CreateDatabase();
        var hub = HubProcess.Create(database.ConnectionString);
        foreach (var (name, value) in CollectionCalls.Settings(platform).Concat(synced.Settings))
        {
            hub.Settings[name] = value;
        }

        hub.Settings["Integration:Shops:SweepInterval"] = "00:00:00.500";
        hub.Settings["Integration:Sync:Walk:RetryWait"] = "00:00:00.050";
        // The list of the sandbox is late by nothing: its changes can be read a second after they were made.
        hub.Settings[$"Integration:Platforms:{synced.Kind}:OrderLag"] = "00:00:01";
        await hub.Start();
        return new ShopHub(database, hub, await Partner.Start(), platform);
    }

    /// <summary>Makes the platform's account, with the tokens of the sandbox's first grant; returns its id.</summary>
    public async Task<string> Account(SyncedPlatform synced)
    {
        var grant = Platform.Grants[0];
        await Api.Create(
            "/api/v1/platform-accounts",
            $$"""
            {"id":"account-1","platform":"{{synced.Name}}","app_kind":"{{synced.AppKind}}","app_key":"{{grant.Account.AppKey}}",
             "app_secret":"{{grant.Account.AppSecret}}","access_token":"{{grant.AccessToken}}","refresh_token":"{{grant.RefreshToken}}"}
            """
        );
        return "account-1";
    }

    /// <summary>Makes a subscriber to all that is told of the shop's orders.</summary>
    public async Task<Mailbox> Subscriber()
    {
        var box = _partner.At("subscriber-1");
        await Api.CreateSubscriber(box, "\"event_types\":[\"order.*\"],\"concurrency\":16", ShopSyncCalls.Shop);
        return box;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _hub.DisposeAsync();
        await _partner.DisposeAsync();
        await Platform.DisposeAsync();
        await _database.DisposeAsync();
    }
}
