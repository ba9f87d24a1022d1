using System.Diagnostics;
using System.Text.Json;
using Integration.Benchmarks.PlatformSync;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Sandbox.Platforms;
using Integration.Temu;
using Npgsql;

namespace Integration.Benchmarks.ShopSync;

/// <summary>
/// The sync as it is written by hand: for each order a call of its detail and one statement that stores it where it differs. It knows
/// the numbers already, keeps no checkpoint and tells nobody, so it does less than ours.
/// </summary>
internal sealed class OneByOne(SandboxPlatform platform, string connectionString)
{
    private const string CreateSql =
        "create table if not exists bench_orders (id text primary key, content text not null)";
    private const string UpsertSql = """
        insert into bench_orders (id, content) values ($1, $2)
        on conflict (id) do update set content = excluded.content where bench_orders.content <> excluded.content
        """;

    public async Task<Reading> Run(int orders, CancellationToken ct)
    {
        await using var services = new ServiceCollection()
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddTemu(temu => temu.UsUrl = new(platform.Url, "/openapi/router"))
            .BuildServiceProvider();
        var connector = (IOrderDetails)services.GetRequiredService<ConnectorCatalogue>().Connectors[0];
        var grant = platform.Grants[0];
        var account = new AccountCredentials("bench", grant.Account.AppKey, grant.Account.AppSecret)
        {
            AppKind = "us",
            AccessToken = grant.AccessToken,
        };
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using (var create = new NpgsqlCommand(CreateSql, connection))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        string[] numbers = [.. platform.Orders.All.Take(orders).Select(static one => one.Number)];
        platform.ResetCounts();
        var started = Stopwatch.GetTimestamp();
        foreach (var number in numbers)
        {
            var order = await connector.GetOrder(account, number, ct);
            await Store(connection, order.Succeeded ? order.Value : throw Broken(number, order.Failure), ct);
        }

        return new(Stopwatch.GetElapsedTime(started), platform.Counts.Total);
    }

    private static async Task Store(NpgsqlConnection connection, Order order, CancellationToken ct)
    {
        await using var upsert = new NpgsqlCommand(UpsertSql, connection)
        {
            Parameters =
            {
                new() { Value = order.Number },
                new() { Value = JsonSerializer.Serialize(order) },
            },
        };
        await upsert.PrepareAsync(ct);
        await upsert.ExecuteNonQueryAsync(ct);
    }

    private static InvalidOperationException Broken(string number, PlatformFailure failure) =>
        new($"{number}: {failure.Detail}");
}
