using Integration.Benchmarks.ClusterChaos;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Reports;
using Integration.Sandbox.Platforms;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Sets each phase up, and judges what came of it.</summary>
internal sealed class ShopSyncRun(ShopSyncOptions options)
{
    private const double LeastShare = 0.9;
    private const double LeastSaved = 0.9;
    private const double LeastRatio = 10;
    private const double MostPerOrder = 1;
    private const double MostMegabytes = 400;
    private const int Products = 10;

    // Above anything that one shop asks for: what is measured is ours.
    private const int Unlimited = 10_000;

    /// <summary>Runs a phase; false where it missed an aim.</summary>
    public Task<bool> Run(ShopSyncPhase phase, CancellationToken ct) =>
        phase switch
        {
            ShopSyncPhase.Enrichment => Enrichment(ct),
            ShopSyncPhase.Cost => Cost(ct),
            _ => Schedules(ct),
        };

    private async Task<bool> Enrichment(CancellationToken ct)
    {
        var load = options.Enrichment;
        await using var platform = await SandboxTemu.Start(
            new()
            {
                Products = Products,
                Orders = new OrderOptions { Count = load.Orders },
                Limit = new RateRule { Calls = load.Rate },
                Faults = FaultPlan.Of(FaultKind.Transient, load.Faults),
            }
        );
        await using var hub = Host([.. SandboxTemu.Settings(platform, load.Rate), .. load.Settings()]);
        var figures = await new EnrichmentPhase(hub, platform, load).Run(ct);
        Write("enrichment", EnrichmentTable.Of(load, figures));
        return figures.Busy.ShareOf(load.Rate) >= LeastShare
            && figures.Completed == load.Orders
            && figures.Events == load.Orders
            && figures.EventOrders == load.Orders;
    }

    private async Task<bool> Cost(CancellationToken ct)
    {
        var load = options.Cost;
        await using var platform = await SandboxTemu.Start(
            new()
            {
                Products = Products,
                Orders = new OrderOptions { Count = load.Orders },
                Faults = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = load.Latency },
            }
        );
        await using var hub = Host(SandboxTemu.Settings(platform, Unlimited));
        var figures = await new CostPhase(hub, platform, load).Run(ct);
        Write("cost", CostTable.Of(load, figures));
        return CostFigures.Saved(figures.Again, load) >= LeastSaved
            && figures.Ratio(figures.Again, load) >= LeastRatio
            && figures.Again.RecordRows == 0
            && ((FullRunFigures[])[figures.First, figures.Again]).All(static run =>
                run.GapPerOrder < MostPerOrder && run.PeakMegabytes < MostMegabytes
            );
    }

    private async Task<bool> Schedules(CancellationToken ct)
    {
        var load = options.Schedules;
        await using var platform = await SandboxTemu.Start(
            new()
            {
                Products = Products,
                Orders = new OrderOptions { Count = Products },
                Accounts = SchedulePhase.Accounts(load.Shops),
            }
        );
        await using var cluster = new ClusterScript(
            options.HostPath,
            HostFiles.NewFolder(options.WorkFolder),
            options.Port,
            SchedulePhase.Silos,
            gateways: 1,
            [.. SandboxTemu.Settings(platform, Unlimited), .. options.Settings]
        );
        var figures = await new SchedulePhase(cluster, platform, load).Run(ct);
        Write("schedules", ScheduleTable.Of(load, figures));
        return figures is { Missed: 0, Failed: 0 };
    }

    private Hub Host(IEnumerable<string> settings) =>
        new(
            options.HostPath,
            HostFiles.NewFolder(options.WorkFolder),
            options.Port,
            [.. settings, .. options.Settings]
        );

    private void Write(string phase, string table)
    {
        Console.WriteLine(table);
        Console.WriteLine();
        ReportFile.Write(options.ReportFile, $"shop-sync {phase}", table);
    }
}
