using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;
using Integration.Shops;
using Integration.Testing.Databases;

namespace Integration.Counterparts;

/// <summary>
/// R1: a real shop changes for two minutes, and the hub that copies it is down for 20 s of them and killed once. In the end the copy is
/// the shop, and each state that an order came into was told once, also those that passed while nobody looked.
/// </summary>
[Collection(nameof(VendureShop))]
public sealed class VendureHubTests(PostgresFixture postgres)
{
    private const int Seed = 9;
    private const string Source = "vendure";
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_OfARealShopWhileTheHubIsAwayAndKilled_EqualsItInTheEnd()
    {
        Assert.SkipWhen(VendureShop.Missing is not null, VendureShop.Missing ?? "");
        await using var database = await postgres.CreateDatabase();
        await using var hub = HubProcess.Create(database.ConnectionString);
        await using var shop = await VendureShop.Start(new Uri(hub.Url, $"/in/{Source}"));
        using var truth = await VendureTruth.Open(shop);
        hub.Settings["Integration:Platforms:Vendure:ShopUrl"] = shop.AdminUrl.ToString();
        hub.Settings["Integration:Platforms:Vendure:OrderLag"] = "00:00:02";
        hub.Settings["Integration:Shops:SweepInterval"] = "00:00:00.500";
        await hub.Start();
        await using var partner = await Partner.Start();
        using var api = new HubApi(hub.Url, hub.AdministratorKey);
        var box = await Register(api, shop, partner);
        await api.SyncBoth("full");
        var since = TimeProvider.System.GetUtcNow();

        var changing = VendureShop.Mutate(120, rate: 3, Seed);
        await SyncFor(api, Between);
        await hub.Stop();
        await Task.Delay(Away, TimeProvider.System, Ct);
        await hub.Start();
        await SyncFor(api, Between);
        var cut = await api.StartSync("incremental");
        await hub.Kill();
        await hub.Start();
        await api.EndedSync(cut);
        while (!changing.IsCompleted)
        {
            await api.Sync("incremental");
        }

        await changing;
        await Settle(api);

        var (orders, versions) = await ShopSyncCalls.Copy(database.ConnectionString);
        var there = await truth.Orders();
        orders
            .Select(VendureTruth.Line)
            .Order(StringComparer.Ordinal)
            .Should()
            .Equal(there.Values.Select(static one => one.Line).Order(StringComparer.Ordinal));
        versions.Should().HaveCount(orders.Count, "Vendure deletes no order that was placed");
        var (products, _) = await ShopSyncCalls.CopyOfProducts(database.ConnectionString);
        products.Select(VendureTruth.Line).Should().BeEquivalentTo(await truth.Products());
        await Told(api, box, await truth.Steps(), since);
        await Eventually.Holds(async () => await Count(api, Source) > 0, "webhooks of the shop in the hub");
    }

    private static async Task<Mailbox> Register(HubApi api, VendureShop shop, Partner partner)
    {
        await api.Create(
            "/api/v1/sources",
            $$"""
            {"id":"{{Source}}","scheme":"hmac","secrets":["{{shop.Secret}}"],
             "options":{"signature_header":"x-shop-signature","prefix":"sha256="},
             "mapping":{"type":"kind","id":"id","subject":"order","time":"at"} }
            """
        );
        await api.Create(
            "/api/v1/platform-accounts",
            $$"""
            {"id":"account-1","platform":"vendure","app_kind":"shop","app_key":"{{shop.User}}","app_secret":"-",
             "refresh_token":"{{shop.Password}}"}
            """
        );
        await api.CreateShop("account-1");
        // The order is the subject: what the shop tells of is read at once, beside the polls.
        await api.Patch($"/api/v1/shops/{ShopSyncCalls.Shop}", $$"""{"webhooks":"{{Source}}"}""");
        return await api.CreateReader(partner);
    }

    private static async Task SyncFor(HubApi api, TimeSpan span)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < span)
        {
            await api.Sync("incremental");
        }
    }

    // The last change has to lie inside a window; products have none.
    private static async Task Settle(HubApi api)
    {
        var stopped = TimeProvider.System.GetUtcNow();
        await Eventually.Holds(
            async () => (await api.Sync("incremental"))["window_to"]!.GetValue<DateTimeOffset>() > stopped,
            "the last change to be old enough to be read"
        );
        await api.Sync("full", "products");
    }

    private static async Task Told(
        HubApi api,
        Mailbox box,
        Dictionary<string, (DateTimeOffset PlacedAt, string[] Steps)> truth,
        DateTimeOffset since
    )
    {
        var expected = await Count(api, ShopSyncCalls.Shop);
        await Eventually.Holds(() => Letters(box).Length >= expected, "every event to be told");
        var told = Letters(box)
            .Select(static letter => letter.Json["data"]!)
            .Where(static data => data["step"] is not null)
            .ToLookup(static data => $"{data["number"]}", static data => Step(data["step"]!), StringComparer.Ordinal);
        foreach (var (number, order) in truth)
        {
            if (order.PlacedAt > since)
            {
                told[number].Should().BeEquivalentTo(order.Steps, $"{number} was placed while the hub knew the shop");
            }
            else
            {
                told[number].Should().OnlyHaveUniqueItems().And.Contain(order.Steps[^1], number);
                order.Steps.Where(step => VendureTruth.At(step) > since).Should().BeSubsetOf(told[number], number);
            }
        }

        truth.Values.Count(order => order.PlacedAt > since).Should().BePositive();
    }

    private static Letter[] Letters(Mailbox box) => [.. box.Letters.DistinctBy(static letter => letter.Id)];

    private static string Step(JsonNode step) =>
        VendureTruth.Step(step["at"]!.GetValue<DateTimeOffset>(), $"{step["status_text"]}");

    private static async Task<int> Count(HubApi api, string source)
    {
        var (count, cursor) = (0, "");
        do
        {
            var page = await api.Read($"/api/v1/events?source={source}&limit=200{cursor}");
            count += page["data"]!.AsArray().Count;
            cursor = page["next_cursor"] is { } next
                ? string.Create(CultureInfo.InvariantCulture, $"&cursor={Uri.EscapeDataString($"{next}")}")
                : "";
        } while (cursor.Length > 0);
        return count;
    }
}
