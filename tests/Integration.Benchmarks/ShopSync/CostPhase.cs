using System.Diagnostics;
using Integration.Benchmarks.Hosts;
using Integration.Sandbox.Platforms;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Syncs a shop of many orders twice, and some of them by hand.</summary>
internal sealed class CostPhase(Hub hub, SandboxPlatform platform, CostLoad load)
{
    private const string Shop = "large";
    private static readonly TimeSpan s_sample = TimeSpan.FromSeconds(1);

    public async Task<CostFigures> Run(CancellationToken ct)
    {
        await hub.Start(ct);
        using var calls = new ShopCalls(new Uri($"http://127.0.0.1:{hub.Port}"), hub.AdministratorKey);
        await calls.CreateAccount(Shop, platform.Grants[0], ct);
        await calls.CreateShop(Shop, Shop, every: null, ct);
        var first = await Full(calls, ct);
        var again = await Full(calls, ct);
        return new(first, again, await new OneByOne(platform, hub.ConnectionString).Run(load.OneByOne, ct));
    }

    private async Task<FullRunFigures> Full(ShopCalls calls, CancellationToken ct)
    {
        var rows = new WrittenRows(hub.ConnectionString);
        var before = await rows.Read(ct);
        var host = hub.Program.Id;
        var processor = ProcessFigures.Processor(host);
        var database = ProcessFigures.ProcessorOf(hub.Database);
        ProcessFigures.ForgetPeak(host);
        using var gaps = new PageGaps(platform);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var started = Stopwatch.GetTimestamp();
        var memory = Memory(host, stop.Token);
        var run = await calls.Ended(await calls.StartFull(Shop, ct), ct);
        var time = Stopwatch.GetElapsedTime(started);
        await stop.CancelAsync();
        var figures = new FullRunFigures
        {
            Seen = run["seen"]!.GetValue<long>(),
            Created = run["created"]!.GetValue<long>(),
            Pages = run["pages"]!.GetValue<long>(),
            Calls = gaps.Pages,
            Time = time,
            Gaps = gaps.Gaps,
            Processor = ProcessFigures.Processor(host) - processor,
            DatabaseProcessor = ProcessFigures.ProcessorOf(hub.Database) - database,
            Megabytes = await memory,
            PeakMegabytes = ProcessFigures.PeakMegabytes(host),
            Written = new Dictionary<string, long>(StringComparer.Ordinal),
        };
        return figures with { Written = WrittenRows.Between(before, await rows.Read(ct)) };
    }

    private static async Task<IReadOnlyList<double>> Memory(int host, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_sample, TimeProvider.System);
        var samples = new List<double>();
        try
        {
            do
            {
                samples.Add(ProcessFigures.ResidentMegabytes(host));
            } while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        return samples;
    }
}
