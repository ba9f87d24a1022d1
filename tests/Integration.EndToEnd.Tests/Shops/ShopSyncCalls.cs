using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Json;
using Integration.Orders;
using Integration.Partners;
using Integration.Products;
using Integration.Sandbox.Platforms;
using Npgsql;

namespace Integration.Shops;

/// <summary>Syncing a shop as callers of the API do it, and reading the copy.</summary>
internal static class ShopSyncCalls
{
    public const string Shop = "shop-1";

    /// <summary>Makes a platform's account, with the tokens of the sandbox's first grant; returns its id.</summary>
    public static async Task<string> CreateAccount(
        this HubApi api,
        SyncedPlatform synced,
        SandboxPlatform platform,
        string id = "account-1"
    )
    {
        var grant = platform.Grants[0];
        await api.Create(
            "/api/v1/platform-accounts",
            $$"""
            {"id":"{{id}}","platform":"{{synced.Name}}","app_kind":"{{synced.AppKind}}","app_key":"{{grant.Account.AppKey}}",
             "app_secret":"{{grant.Account.AppSecret}}","access_token":"{{grant.AccessToken}}","refresh_token":"{{grant.RefreshToken}}"}
            """
        );
        return id;
    }

    /// <summary>Makes a subscriber to all that is told of the shop.</summary>
    public static async Task<Mailbox> CreateReader(this HubApi api, Partner partner, string shop = Shop)
    {
        var box = partner.At($"reader-of-{shop}");
        await api.CreateSubscriber(box, "\"event_types\":[\"*\"],\"concurrency\":16", shop);
        return box;
    }

    /// <summary>Makes a shop that is synced by hand only.</summary>
    public static Task CreateShop(this HubApi api, string account, string shop = Shop) =>
        api.Create(
            "/api/v1/shops",
            $$"""
            {"id":"{{shop}}","account":"{{account}}","time_zone":"Asia/Shanghai","orders":{"enabled":false},"products":{"enabled":false} }
            """
        );

    /// <summary>Starts a run, and expects that it is under way.</summary>
    public static async Task<string> StartSync(this HubApi api, string mode, string kind = "orders", string shop = Shop)
    {
        var answer = await api.Post($"/api/v1/shops/{shop}/syncs", JsonSerializer.Serialize(new { kind, mode }));
        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        return answer.Json["id"]!.GetValue<string>();
    }

    /// <summary>Starts a run and waits for its end.</summary>
    public static async Task<JsonNode> Sync(this HubApi api, string mode, string kind = "orders", string shop = Shop) =>
        await api.EndedSync(await api.StartSync(mode, kind, shop));

    /// <summary>Starts a run of each kind at once, and waits for the end of both.</summary>
    public static Task SyncBoth(this HubApi api, string mode, string shop = Shop) =>
        Task.WhenAll(api.Sync(mode, shop: shop), api.Sync(mode, "products", shop));

    /// <summary>Waits for the end of a run, as long as it gets on.</summary>
    public static async Task<JsonNode> EndedSync(this HubApi api, string run)
    {
        var read = await api.Read($"/api/v1/sync-runs/{run}");
        while (read["state"]!.GetValue<string>() == "running")
        {
            var pages = read["pages"]!.GetValue<int>();
            await Eventually.Holds(
                async () =>
                {
                    read = await api.Read($"/api/v1/sync-runs/{run}");
                    return read["state"]!.GetValue<string>() != "running" || read["pages"]!.GetValue<int>() != pages;
                },
                "the sync to get on"
            );
        }

        read["state"]!.GetValue<string>().Should().Be("completed", read.ToJsonString());
        return read;
    }

    /// <summary>The copy: each order that is not deleted, and the version by which each was told last.</summary>
    public static async Task<(List<Order> Orders, Dictionary<string, long> Versions)> Copy(
        string connectionString,
        string shop = Shop
    )
    {
        var (rows, versions) = await Rows<Order>(connectionString, shop, "orders", "packages");
        return (
            [
                .. rows.Select(static row =>
                    row.Record with
                    {
                        UpdatedAt = row.ChangedAt,
                        Packages = row.Packages is { } json
                            ? JsonSerializer.Deserialize<OrderPackage[]>(json, WireJson.Options)
                            : null,
                    }
                ),
            ],
            versions
        );
    }

    /// <summary>The copy of the products, as <see cref="Copy"/>.</summary>
    public static async Task<(List<ProductListItem> Products, Dictionary<string, long> Versions)> CopyOfProducts(
        string connectionString,
        string shop = Shop
    )
    {
        var (rows, versions) = await Rows<ProductListItem>(connectionString, shop, "products", "null::text");
        return ([.. rows.Select(static row => row.Record with { ModifiedAt = row.ChangedAt })], versions);
    }

    private static async Task<(
        List<(T Record, DateTimeOffset? ChangedAt, string? Packages)> Rows,
        Dictionary<string, long> Versions
    )> Rows<T>(string connectionString, string shop, string table, string packages)
    {
        var (rows, versions) = (
            new List<(T, DateTimeOffset?, string?)>(),
            new Dictionary<string, long>(StringComparer.Ordinal)
        );
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"select id, version, deleted_at is not null, content, changed_at, {packages} from {table} where shop = '{shop}' order by id"
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            versions[reader.GetString(0)] = reader.GetInt64(1);
            if (!reader.GetBoolean(2))
            {
                var record = JsonSerializer.Deserialize<T>(reader.GetString(3), WireJson.Options)!;
                rows.Add(
                    (
                        record,
                        reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                        reader.IsDBNull(5) ? null : reader.GetString(5)
                    )
                );
            }
        }

        return (rows, versions);
    }
}
