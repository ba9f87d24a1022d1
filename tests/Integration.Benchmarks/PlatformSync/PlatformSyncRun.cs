using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Integration.Caching;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Sandbox.Platforms;
using Integration.Taobao;
using Integration.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Benchmarks.PlatformSync;

/// <summary>Reads all products of one sandbox platform in each way.</summary>
internal static class PlatformSyncRun
{
    public static async Task<PlatformSyncRound> Once(PlatformSyncOptions options, CancellationToken ct)
    {
        await using var platform = await SandboxPlatform.Start(
            PlatformKind.Taobao,
            new()
            {
                Products = options.Products,
                Faults = FaultPlan.Of(FaultKind.Slow, 1) with { SlowFor = options.Latency },
            },
            TimeProvider.System
        );
        await using var services = new ServiceCollection()
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddTaobao(taobao => taobao.TopUrl = new(platform.Url, "/router/rest"))
            .BuildServiceProvider();
        var connector = (IProductDetails)services.GetRequiredService<ConnectorCatalogue>().Connectors[0];
        var known = platform.Grants[0].Account;
        var account = new AccountCredentials("account", known.AppKey, known.AppSecret);
        string[] ids = [.. platform.Catalogue.Products.Select(one => one.Id.ToString(CultureInfo.InvariantCulture))];
        await connector.GetProducts(account, new(ids[0]), ct);
        var meters = services.GetRequiredService<IMeterFactory>();
        await using var cache = new PlatformCache(
            new NothingShared(),
            new(),
            new CacheMetrics(meters),
            new DatabaseClock(TimeProvider.System),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        return new(
            await Measure(platform, () => OneByOne(connector, account, ids, ct)),
            await Measure(platform, () => Cached(cache, connector, account, ids, ct)),
            await Measure(platform, () => Cached(cache, connector, account, ids, ct))
        );
    }

    private static async Task<ProductResult[]> Cached(
        PlatformCache cache,
        IProductDetails connector,
        AccountCredentials account,
        string[] ids,
        CancellationToken ct
    )
    {
        var found = await cache.GetProducts(connector, account, new(ids), notBefore: null, ct);
        return Array.ConvertAll(found.Products, static one => new ProductResult(one.Id, one.Outcome));
    }

    private static async Task<ProductResult[]> OneByOne(
        IProductDetails connector,
        AccountCredentials account,
        string[] ids,
        CancellationToken ct
    )
    {
        var results = new List<ProductResult>(ids.Length);
        foreach (var id in ids)
        {
            results.AddRange(await connector.GetProducts(account, new(id), ct));
        }

        return [.. results];
    }

    private static async Task<Reading> Measure(SandboxPlatform platform, Func<Task<ProductResult[]>> read)
    {
        platform.ResetCounts();
        var started = Stopwatch.GetTimestamp();
        var results = await read();
        var time = Stopwatch.GetElapsedTime(started);
        var missing = results.FirstOrDefault(static result => !result.Outcome.Succeeded);
        return missing is null
            ? new(time, platform.Counts.Total)
            : throw new InvalidOperationException($"{missing.Id}: {missing.Outcome.Failure!.Detail}");
    }
}
