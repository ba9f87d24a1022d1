using System.Diagnostics;
using Integration.Benchmarks.Hosts;
using Integration.Sandbox.Platforms;
using Npgsql;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Looks for the packages of a shop's orders, with a <c>kill -9</c> of host and database half way.</summary>
internal sealed class EnrichmentPhase(Hub hub, SandboxPlatform platform, EnrichmentLoad load)
{
    private const string Shop = "enriched";

    // Tasks of two batches: what is claimed ahead, and what the dead process had claimed, is no work that waits.
    private const int Last = 100;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_slowLook = TimeSpan.FromMilliseconds(500);
    private readonly Uri _address = new($"http://127.0.0.1:{hub.Port}");

    private long Served => platform.Counts.Of(SandboxTemu.Detail).Ended(CallOutcome.Served);

    private long Permitted => platform.Counts.Total - platform.Counts.Excess;

    private int LastOrders => Math.Min(Last, load.Orders / 4);

    public async Task<EnrichmentFigures> Run(CancellationToken ct)
    {
        platform.ShipAll();
        await hub.Start(ct);
        using var calls = new ShopCalls(_address, hub.AdministratorKey);
        await calls.CreateAccount(Shop, platform.Grants[0], ct);
        await calls.CreateShop(Shop, Shop, every: null, ct);
        await calls.StartFull(Shop, ct);

        await Until(() => Served > 0, ct);
        var (began, before) = (Stopwatch.GetTimestamp(), Permitted);
        await Until(() => Served >= load.Orders / 2, ct);
        var first = Since(began, before);
        var killed = Stopwatch.GetTimestamp();
        hub.Program.Kill();

        // What was under way at the kill is still answered, to nobody.
        await Task.Delay(s_slowLook, TimeProvider.System, ct);
        var served = Served;
        var start = hub.Start(ct);
        await Until(() => Served > served, ct);
        var away = Stopwatch.GetElapsedTime(killed);
        var (again, beforeAgain) = (Stopwatch.GetTimestamp(), Permitted);
        await start;
        await Until(() => Served >= load.Orders - LastOrders, ct);
        var second = Since(again, beforeAgain);
        var (completed, failed) = await Ended(calls, ct);
        return await Figures(first + second, Since(began, before), away, completed, failed, ct);
    }

    private RateUse Since(long began, long before) => new(Permitted - before, Stopwatch.GetElapsedTime(began));

    private async Task<(long Completed, long Failed)> Ended(ShopCalls calls, CancellationToken ct)
    {
        while (true)
        {
            var stats = await calls.Read($"/api/v1/enrichment-tasks/stats?shop={Shop}", ct);
            var (completed, failed) = (stats["completed"]!.GetValue<long>(), stats["failed"]!.GetValue<long>());
            if (completed + failed >= load.Orders)
            {
                return (completed, failed);
            }

            await Task.Delay(s_slowLook, TimeProvider.System, ct);
        }
    }

    private async Task<EnrichmentFigures> Figures(
        RateUse busy,
        RateUse whole,
        TimeSpan away,
        long completed,
        long failed,
        CancellationToken ct
    )
    {
        var (events, orders) = await Events(ct);
        long[] answers = [.. platform.Orders.All.Select(one => platform.FetchesOfOrder(one.Number))];
        return new()
        {
            Busy = busy,
            Whole = whole,
            Away = away,
            Completed = completed,
            Failed = failed,
            Answered = answers.Count(static one => one > 0),
            AnsweredAgain = answers.Count(static one => one > 1),
            MostAnswers = answers.Max(),
            Events = events,
            EventOrders = orders,
            Faults = platform.Counts.ByCall.Values.Sum(static one => one.Faults.GetValueOrDefault(FaultKind.Transient)),
            Excess = platform.Counts.Excess,
        };
    }

    private async Task<(long Events, long Orders)> Events(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(hub.ConnectionString);
        await using var command = source.CreateCommand(
            "select count(*), count(distinct subject) from events where type = 'order.package_assigned'"
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static async Task Until(Func<bool> holds, CancellationToken ct)
    {
        while (!holds())
        {
            await Task.Delay(s_look, TimeProvider.System, ct);
        }
    }
}
