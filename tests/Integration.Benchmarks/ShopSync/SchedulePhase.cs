using System.Globalization;
using Integration.Benchmarks.ClusterChaos;
using Integration.Benchmarks.Hosts;
using Integration.Sandbox.Platforms;
using Npgsql;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Lets the schedules of many shops run on a gateway and two silos.</summary>
internal sealed class SchedulePhase(ClusterScript cluster, SandboxPlatform platform, ScheduleLoad load)
{
    public const int Silos = 2;
    private const int Kinds = 2;
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_onTime = TimeSpan.FromMinutes(1);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>An account for each shop, so that each has a rate of its own.</summary>
    public static IReadOnlyList<PlatformAccount> Accounts(int shops) =>
        [
            .. Enumerable
                .Range(1, shops)
                .Select(static n => new PlatformAccount($"app-{n}", "sandbox-secret", $"shop-{n}")),
        ];

    public async Task<ScheduleFigures> Run(CancellationToken ct)
    {
        await cluster.Run(ct, "up");
        using var calls = new ShopCalls(cluster.Gateways[0], cluster.Key);
        for (var n = 0; n < load.Shops; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"shop-{n:000}");
            await calls.CreateAccount(id, platform.Grants[n], ct);
            await calls.CreateShop(id, id, load.Every, ct);
        }

        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        var due = new DueTimes(source);
        while (await due.Read(ct) < load.Shops * Kinds)
        {
            await Task.Delay(s_look, TimeProvider.System, ct);
        }

        return await Watch(due, ct);
    }

    private async Task<ScheduleFigures> Watch(DueTimes due, CancellationToken ct)
    {
        int[] silos = [.. Enumerable.Range(1, Silos).Select(n => cluster.ProcessOf(Silo(n)))];
        var (gateway, postgres) = (cluster.ProcessOf("gateway-1"), cluster.ProcessOf("postgres"));
        await due.Look(ct);
        var from = Now;
        var before = Processors(silos, gateway, postgres);
        using var timer = new PeriodicTimer(s_look, TimeProvider.System);
        while (Now - from < load.WatchedFor && await timer.WaitForNextTickAsync(ct))
        {
            await due.Look(ct);
        }

        var to = Now;
        double[] shares =
        [
            .. Processors(silos, gateway, postgres).Zip(before, (after, one) => (after - one) / (to - from)),
        ];
        // What was due in the last minute still has time.
        await Task.Delay(s_onTime, TimeProvider.System, ct);
        return await Figures(due, from, to, shares, [.. silos.Select(ProcessFigures.ResidentMegabytes)], ct);
    }

    private static async Task<ScheduleFigures> Figures(
        DueTimes due,
        DateTimeOffset from,
        DateTimeOffset to,
        double[] shares,
        double[] megabytes,
        CancellationToken ct
    )
    {
        var starts = await due.Starts(from, to + s_onTime, ct);
        var late = new List<double>();
        var (planned, missed) = (0, 0);
        foreach (var (shop, times) in due.Planned)
        {
            foreach (var time in times.Where(time => time >= from && time < to))
            {
                // From the database's clock to the database's clock.
                var start = starts.FirstOrDefault(one => (one.Shop, one.Kind) == shop && one.At >= time);
                var wait = start.Shop is null ? TimeSpan.MaxValue : start.At - time;
                planned++;
                missed += wait > s_onTime ? 1 : 0;
                late.AddRange(wait < TimeSpan.MaxValue ? [wait.TotalSeconds] : []);
            }
        }

        var perSecond = new int[(int)Math.Ceiling((to - from).TotalSeconds)];
        foreach (var (_, _, at) in starts.Where(one => one.At < to))
        {
            perSecond[(int)(at - from).TotalSeconds]++;
        }

        return new()
        {
            Time = to - from,
            Due = planned,
            Late = late,
            Missed = missed,
            PerSecond = perSecond,
            Failed = await due.Failed(from, to, ct),
            Silos = shares[..Silos],
            Gateway = shares[Silos],
            Database = shares[Silos + 1],
            Megabytes = megabytes,
        };
    }

    private static TimeSpan[] Processors(int[] silos, int gateway, int postgres) =>
        [
            .. silos.Append(gateway).Select(ProcessFigures.Processor),
            ProcessFigures.ProcessorOf([postgres, .. ProcessFigures.Descendants(postgres)]),
        ];

    private static string Silo(int number) => string.Create(CultureInfo.InvariantCulture, $"silo-{number}");
}
