using System.Diagnostics;
using Integration.Sandbox.Platforms;
using Integration.Taobao;

namespace Integration.Pipeline;

/// <summary>Twenty callers on two silos against a platform that counts for itself.</summary>
public sealed class ClusterRateTests
{
    private const int Callers = 20;
    private const int Limit = 20;
    private const string Key = "taobao/account-1";
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Rate_OfTwentyCallersOnTwoSilos_IsUsedAndNeverExceeded()
    {
        await using var platform = await LivePlatform.Start(
            new()
            {
                Products = 100,
                Limit = new() { Calls = Limit, Punishes = true },
            }
        );
        await using var cluster = await RatedCluster.Start(platform, Configure);
        await using var load = new CallerLoad(platform, cluster.Connectors(), Callers);
        await CallerLoad.Run(Settled);
        platform.Sandbox.ResetCounts();
        var clock = Stopwatch.StartNew();
        await CallerLoad.Run(TimeSpan.FromSeconds(10));
        var counts = platform.Sandbox.Counts;
        var allowed = Limit * clock.Elapsed.TotalSeconds;
        (counts.Punishments, counts.Excess).Should().Be((0L, 0L));
        ((double)counts.Ended(CallOutcome.Served)).Should().BeInRange(allowed * 0.9, allowed);
        load.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task Rate_ThatThePlatformHalves_IsLearntAndKeptWhenASiloDies()
    {
        await using var platform = await LivePlatform.Start(
            new()
            {
                Products = 100,
                Limit = new() { Calls = Limit },
            }
        );
        await using var cluster = await RatedCluster.Start(platform, Configure);
        await using var load = new CallerLoad(platform, cluster.Connectors(), Callers);
        await CallerLoad.Run(Settled);
        platform.Sandbox.Counts.Excess.Should().Be(0);
        platform.Sandbox.Limit = platform.Sandbox.Limit!.Halved();
        await CallerLoad.Run(TimeSpan.FromSeconds(10));
        platform.Sandbox.Counts.Excess.Should().BeGreaterThan(0, "else nothing was learnt");
        cluster.Storage.Rows.Should().ContainSingle();

        var adapted = await Served(platform, TimeSpan.FromSeconds(5));
        adapted.Excess.Should().Be(0, "it has adapted within ten seconds");
        adapted.PerSecond.Should().BeInRange(4, Limit / 2);

        await cluster.KillTheOneThatPaces(Key);
        await CallerLoad.Run(TimeSpan.FromSeconds(5));
        var survivor = await Served(platform, TimeSpan.FromSeconds(5));
        // The platform's bucket may hold ten more at the start of the window.
        survivor
            .PerSecond.Should()
            .BeInRange(4, (Limit / 2) + 2, "what the dead silo had is free again, what was learnt is not lost");
    }

    private static async Task<(double PerSecond, long Excess)> Served(LivePlatform platform, TimeSpan time)
    {
        platform.Sandbox.ResetCounts();
        var clock = Stopwatch.StartNew();
        await CallerLoad.Run(time);
        var counts = platform.Sandbox.Counts;
        return (counts.Ended(CallOutcome.Served) / clock.Elapsed.TotalSeconds, counts.Excess);
    }

    private static void Configure(TaobaoOptions options)
    {
        options.ThrottleWait = TimeSpan.FromSeconds(1);
        options.Pipeline.CallsPerSecond = Limit;
        // Ten callers of one silo, all of which wait for their permits.
        options.Pipeline.MaxConcurrentCalls = Callers;
    }
}
