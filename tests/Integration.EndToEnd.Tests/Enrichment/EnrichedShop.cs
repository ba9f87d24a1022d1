using Integration.Databases;
using Integration.Delivery;
using Integration.Hubs;
using Integration.Intake;
using Integration.Orders;
using Integration.Resources;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;
using Integration.Secrets;
using Integration.Shops;
using Integration.Sync;
using Integration.Testing.Databases;
using Integration.Time;

namespace Integration.Enrichment;

/// <summary>
/// A shop of the sandbox's Temu whose orders are all shipped, at 50 times its rate where nothing else is said, and two hubs on one database that know it as a sync
/// left it: every order, no package.
/// </summary>
internal sealed class EnrichedShop : IAsyncDisposable
{
    public const string Shop = "temu-us";
    public const string Detail = "bg.order.detail.v2.get";
    private readonly int _callsPerSecond;
    private readonly TestDatabase _test;
    private readonly HubDatabase _database;

    private EnrichedShop(TestDatabase test, SandboxPlatform platform, int callsPerSecond)
    {
        (_test, Platform, _callsPerSecond) = (test, platform, callsPerSecond);
        _database = new HubDatabase(test.ConnectionString);
        var keys = KeyRing.CreateText("k1").Trim();
        (First, Second) = (Hub(keys), Hub(keys));
    }

    public SandboxPlatform Platform { get; }

    public HubProcess First { get; }

    public HubProcess Second { get; }

    /// <summary>The numbers of its orders.</summary>
    public IReadOnlyList<string> Orders => [.. Platform.Orders.All.Select(static one => one.Number)];

    public static async Task<EnrichedShop> Open(PostgresFixture postgres, int orders, int callsPerSecond = 20 * 50)
    {
        var platform = await SandboxPlatform.Start(
            PlatformKind.Temu,
            new()
            {
                Products = 10,
                Orders = new OrderOptions { Count = orders },
                Limit = new RateRule { Calls = callsPerSecond },
            },
            TimeProvider.System
        );
        foreach (var order in platform.Orders.All)
        {
            platform.Orders.Change(order.Number, Shipped);
        }

        return new EnrichedShop(await postgres.CreateDatabase(), platform, callsPerSecond);
    }

    /// <summary>Makes the shop with its account, and writes its orders as the first sync finds them.</summary>
    /// <param name="hub">A hub that runs.</param>
    /// <param name="makesTasks">Whether each gets its task, as in a sync, or waits for somebody to ask by hand.</param>
    public async Task Sync(HubApi hub, bool makesTasks = true)
    {
        var grant = Platform.Grants[0];
        await hub.Create(
            "/api/v1/platform-accounts",
            $$"""
            {"id":"account-1","platform":"temu","app_kind":"us","app_key":"{{grant.Account.AppKey}}",
             "app_secret":"{{grant.Account.AppSecret}}","access_token":"{{grant.AccessToken}}"}
            """
        );
        var now = new DatabaseClock(TimeProvider.System).UtcNow();
        await using (var connection = await _database.Writes.OpenConnectionAsync())
        {
            var row = new ResourceRow<ShopSettings>
            {
                Id = Shop,
                // By hand only: a sync of its own would make tasks too.
                Settings = new ShopSettings
                {
                    Id = Shop,
                    Account = "account-1",
                    Orders = new SyncSchedule { Enabled = false },
                    Products = new SyncSchedule { Enabled = false },
                },
                Version = 1,
                CreatedAt = now,
                UpdatedAt = now,
            };
            (await new ShopTable(_database).Write(connection, row, CancellationToken.None)).Should().BeTrue();
        }

        await SeePage(makesTasks);
    }

    /// <summary>A sync sees the page of all its orders, as the list tells them.</summary>
    /// <param name="makesTasks">Whether each that has no package gets its task.</param>
    public async Task SeePage(bool makesTasks)
    {
        var now = new DatabaseClock(TimeProvider.System).UtcNow();
        var (ids, options) = (new UuidV7Generator(), new SyncOptions());
        var pages = new SyncPageWriter(
            _database,
            new EventAppend(new AppendOptions(), ids, 99),
            new RecordFailureTable(_database, options),
            options,
            ids
        );
        var page = new SyncPage(Shop, "temu", SyncKind.Orders, now)
        {
            Records = [.. Platform.Orders.All.Select(static one => SyncRecord.Of(Basic(one)))],
            Enriches = makesTasks,
        };
        await pages.Write(page, RoutingTable.Empty, now, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await _database.DisposeAsync();
        await _test.DisposeAsync();
        await Platform.DisposeAsync();
    }

    private static ShopOrder Shipped(ShopOrder order) =>
        order with
        {
            Status = ShopOrderStatus.Shipped,
            Lines =
            [
                .. order.Lines.Select(line =>
                    line with
                    {
                        Status = ShopOrderStatus.Shipped,
                        Shipped = order.Created.AddHours(1),
                        Packages = [new ShopPackage($"PK-{line.Number}", order.Created.AddHours(1))],
                    }
                ),
            ],
        };

    // What a list tells of it: no package.
    private static Order Basic(ShopOrder order) =>
        new()
        {
            Platform = "temu",
            Number = order.Number,
            Status = OrderStatus.Shipped,
            CreatedAt = order.Created,
            UpdatedAt = order.Updated,
            ShipBy = order.ShipBy,
            Lines = [.. order.Lines.Select(static line => new OrderLine(line.Number))],
        };

    private HubProcess Hub(string keys)
    {
        var hub = HubProcess.Create(_test.ConnectionString);
        hub.Settings["Integration:Keys"] = keys;
        hub.Settings["Integration:Platforms:Temu:UsUrl"] = new Uri(Platform.Url, "/openapi/router").ToString();
        hub.Settings["Integration:Platforms:Temu:CallsPerSecond"] = $"{_callsPerSecond}";
        // Times too are 50 times as short, down to what the options allow.
        hub.Settings["Integration:Platforms:Temu:Pipeline:RetryDelay"] = "00:00:00.010";
        hub.Settings["Integration:Enrichment:SweepInterval"] = "00:00:00.100";
        hub.Settings["Integration:Enrichment:RetryWait"] = "00:00:00.200";
        hub.Settings["Integration:Enrichment:LockTime"] = "00:00:10";
        return hub;
    }
}
