using Integration.Products;

namespace Integration.Caching;

/// <summary>P9: a realistic repeat workload is answered from the cache.</summary>
public sealed class CacheWorkloadTests
{
    private const int Products = 10_000;
    private const int Lookups = 60_000;
    private const int Workers = 8;
    private const int Seed = 20_261_126;

    [Fact]
    public async Task Workload_OfZipfOverTenThousand_IsHitAtLeastFourTimesInFive()
    {
        const int memory = 2 * 1024 * 1024;
        await using var scope = new CacheScope(new() { MemoryBytes = memory });
        var ids = Zipf(new Random(Seed));
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Work(scope, ids, worker)));
        var count = scope.Metrics.Drain().Should().ContainSingle().Which;
        count.Total.Should().Be(Lookups);
        count.Misses.Should().Be(scope.Shop.Calls.Count);
        var hits = (count.MemoryHits + count.SharedHits) / (double)count.Total;
        hits.Should().BeGreaterThanOrEqualTo(0.8, $"seed {Seed}");
        var fromMemory = count.MemoryHits / (double)count.Total;
        fromMemory.Should().BeGreaterThan(0.5, "what is asked for most stays in memory");
        scope.Cache.MemoryBytes.Should().BeLessThanOrEqualTo(memory);
        var all = (long)scope.Shop.Calls.Select(call => call[0]).Distinct().Count() * 400;
        all.Should().BeGreaterThan(memory, "memory holds a part of it only");
    }

    private static async Task Work(CacheScope scope, string[] ids, int worker)
    {
        for (var at = worker; at < ids.Length; at += Workers)
        {
            Product? product = (await scope.Get(ids[at])).Value;
            product!.Id.Should().Be(ids[at]);
        }
    }

    // The n-th most asked for is asked for 1/n times as often as the first.
    private static string[] Zipf(Random random)
    {
        var shares = new double[Products];
        double sum = 0;
        for (var rank = 0; rank < Products; rank++)
        {
            sum += 1.0 / (rank + 1);
            shares[rank] = sum;
        }

        var ids = new string[Lookups];
        for (var at = 0; at < Lookups; at++)
        {
            var found = Array.BinarySearch(shares, random.NextDouble() * sum);
            ids[at] = $"{(found < 0 ? ~found : found)}";
        }

        return ids;
    }
}
