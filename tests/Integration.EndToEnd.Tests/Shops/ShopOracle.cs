using Integration.Hubs;
using Integration.Orders;
using Integration.Partners;
using Integration.Products;
using Integration.Sandbox.Platforms;
using Npgsql;

namespace Integration.Shops;

/// <summary>What has to be true in the end: the copy is the shop, field by field, and each version of an order was told once.</summary>
/// <param name="synced">What the platform tells.</param>
/// <param name="platform">The shop.</param>
/// <param name="connectionString">The database of the hubs.</param>
/// <param name="box">Where everything is told.</param>
/// <param name="seed">Decided what happened; told where it fails.</param>
/// <param name="shop">What the hubs call the shop.</param>
internal sealed class ShopOracle(
    SyncedPlatform synced,
    SandboxPlatform platform,
    string connectionString,
    Mailbox box,
    int seed,
    string shop = ShopSyncCalls.Shop
)
{
    private const string MorePackages = "/packages";

    // The second that the hub leaves to the list, and that windows are in whole seconds.
    private static readonly TimeSpan OldEnough = TimeSpan.FromSeconds(3);
    private readonly string _which = $"{synced.Name}, seed {seed}";

    /// <summary>Makes the account and the shop in a hub of its own, and somebody who hears of it.</summary>
    public static async Task<ShopOracle> Of(ShopHub hub, SyncedPlatform synced, int seed)
    {
        var box = await hub.Subscriber();
        await hub.Api.CreateShop(await hub.Account(synced));
        return new(synced, hub.Platform, hub.ConnectionString, box, seed);
    }

    /// <summary>The same where the hub has a shop of each of several platforms, and calls each as its platform.</summary>
    public static async Task<ShopOracle> Of(ShopHub hub, SyncedPlatform synced, SandboxPlatform platform, int seed)
    {
        var box = await hub.Api.CreateReader(hub.Partner, synced.Name);
        await hub.Api.CreateShop(await hub.Api.CreateAccount(synced, platform, synced.Name), synced.Name);
        return new(synced, platform, hub.ConnectionString, box, seed, synced.Name);
    }

    /// <summary>Reads everything, what changed, and everything again, while orders and products change 50 times a second.</summary>
    public async Task SyncWhileItChanges(HubApi api)
    {
        await using (ShopChanges.Start(platform.Catalogue, 50, seed))
        {
            await api.SyncBoth("full", shop);
            await api.SyncBoth("incremental", shop);
            await api.SyncBoth("full", shop);
        }
    }

    /// <summary>Lets the shop hold still, and reads what it takes to know it: its last changes, and twice everything.</summary>
    public async Task Settle(HubApi api)
    {
        platform.Orders.HoldStill();
        var last = platform.Orders.All.Max(static order => order.Updated);
        await Eventually.Holds(
            () => TimeProvider.System.GetUtcNow() > last + OldEnough,
            "the last change to be old enough to be read"
        );
        var read = await api.Sync("incremental", shop: shop);
        read["window_to"]!.GetValue<DateTimeOffset>().Should().BeOnOrAfter(last, _which);
        await api.SyncBoth("full", shop);
        await api.SyncBoth("full", shop);
    }

    /// <summary>The copy equals the shop, and it was told how it became so.</summary>
    public async Task Holds()
    {
        var ((orders, orderVersions), (products, productVersions), events) = await AtOneMoment();
        Equal(orders.Select(synced.Stored), platform.Orders.All.Select(synced.True));
        var telling = ProductTelling.Of(synced.Kind);
        Equal(
            products.Select(ProductTelling.Line),
            platform.Catalogue.Products.Where(ProductTelling.Lists).Select(telling.Line)
        );

        Told(events, "order", orderVersions, [.. orders.Select(static one => one.Number)]);
        Told(events, "product", productVersions, [.. products.Select(static one => one.Id)]);
        await Arrived([.. events.Select(static one => one.Id)]);
        HashSet<string> told = [.. box.Letters.Select(static letter => letter.Id)];
        told.Should().BeSubsetOf((await Events()).Select(static one => one.Id), _which);
        events.Select(static one => one.Id).Should().BeSubsetOf(told, _which);
    }

    // Packages are still looked for, and each that is found is a version and an event more: read again where one came in between.
    private async Task<(
        (List<Order> Orders, Dictionary<string, long> Versions) Orders,
        (List<ProductListItem> Products, Dictionary<string, long> Versions) Products,
        List<(string Id, string Key, string Type)> Events
    )> AtOneMoment()
    {
        while (true)
        {
            var before = await Events();
            var orders = await ShopSyncCalls.Copy(connectionString, shop);
            var products = await ShopSyncCalls.CopyOfProducts(connectionString, shop);
            var events = await Events();
            if (events.Count == before.Count)
            {
                return (orders, products, events);
            }
        }
    }

    // Compared as what each has alone, so that a difference can be read.
    private void Equal(IEnumerable<string> copy, IEnumerable<string> truth)
    {
        string[] here = [.. copy.Order(StringComparer.Ordinal)];
        string[] there = [.. truth.Order(StringComparer.Ordinal)];
        (string.Join('\n', here.Except(there)), string.Join('\n', there.Except(here))).Should().Be(("", ""), _which);
        here.Should().Equal(there, _which);
    }

    // Every version of every record is one event, and one more where packages came with it; the last of one that is gone says so.
    private void Told(
        List<(string Id, string Key, string Type)> events,
        string entity,
        Dictionary<string, long> versions,
        HashSet<string> there
    )
    {
        events
            .Where(one => one.Type.StartsWith(entity, StringComparison.Ordinal))
            .Select(static one => one.Key)
            .Where(static key => !key.EndsWith(MorePackages, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Should()
            .Equal(
                versions
                    .SelectMany(one => Enumerable.Range(1, (int)one.Value).Select(n => $"{entity}/{one.Key}@{n}"))
                    .Order(StringComparer.Ordinal),
                _which
            );
        var deleted = events.Where(one => one.Type == $"{entity}.deleted").Select(static one => one.Key);
        versions
            .Where(one => !there.Contains(one.Key))
            .Select(one => $"{entity}/{one.Key}@{one.Value}")
            .Except(deleted, StringComparer.Ordinal)
            .Should()
            .BeEmpty(_which);
    }

    // As long as more comes.
    private async Task Arrived(string[] events)
    {
        while (events.Except(box.Letters.Select(static letter => letter.Id), StringComparer.Ordinal).Any())
        {
            var before = box.Letters.Count;
            await Eventually.Holds(() => box.Letters.Count > before, $"every event to be told, {_which}");
        }
    }

    private async Task<List<(string Id, string Key, string Type)>> Events()
    {
        var events = new List<(string, string, string)>();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"select id::text, key, type from events where source = '{shop}' order by id"
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            events.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return events;
    }
}
