using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Json;
using Integration.Orders;
using Npgsql;

namespace Integration.Shops;

/// <summary>Syncing a shop as callers of the API do it, and reading the copy.</summary>
internal static class ShopSyncCalls
{
    public const string Shop = "shop-1";

    /// <summary>Makes a shop that is synced by hand only.</summary>
    public static Task CreateShop(this HubApi api, string account) =>
        api.Create(
            "/api/v1/shops",
            $$"""
            {"id":"{{Shop}}","account":"{{account}}","time_zone":"Asia/Shanghai","orders":{"enabled":false},"products":{"enabled":false} }
            """
        );

    /// <summary>Starts a run, and expects that it is under way.</summary>
    public static async Task<string> StartSync(this HubApi api, string mode, string kind = "orders")
    {
        var answer = await api.Post($"/api/v1/shops/{Shop}/syncs", JsonSerializer.Serialize(new { kind, mode }));
        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        return answer.Json["id"]!.GetValue<string>();
    }

    /// <summary>Starts a run and waits for its end.</summary>
    public static async Task<JsonNode> Sync(this HubApi api, string mode) =>
        await api.EndedSync(await api.StartSync(mode));

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

    /// <summary>The copy: each order that is not deleted, and the version by which it was told last.</summary>
    public static async Task<(List<Order> Orders, Dictionary<string, long> Versions)> Copy(string connectionString)
    {
        var (orders, versions) = (new List<Order>(), new Dictionary<string, long>(StringComparer.Ordinal));
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            "select id, version, deleted_at is not null, content, changed_at from orders order by id"
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            versions[reader.GetString(0)] = reader.GetInt64(1);
            if (!reader.GetBoolean(2))
            {
                var order = JsonSerializer.Deserialize<Order>(reader.GetString(3), WireJson.Options)!;
                orders.Add(order with { UpdatedAt = reader.GetFieldValue<DateTimeOffset>(4) });
            }
        }

        return (orders, versions);
    }
}
