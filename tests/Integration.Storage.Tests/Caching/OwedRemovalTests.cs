using Integration.Databases;
using Integration.Time;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Caching;

/// <summary>Removals while the database is away.</summary>
public sealed class OwedRemovalTests(StorageFixture fixture)
{
    private readonly FakeTimeProvider _time = new(StorageFixture.Now);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DistributedCacheEntryOptions Long { get; } =
        new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(1) };

    [Fact]
    public async Task Removal_WhileTheDatabaseIsAway_IsMadeOnceItIsBack()
    {
        await using var scope = await fixture.Open();
        await using var cache = Cache(scope.Database, new());
        await Keep(cache, "product|a|1|x", "product|a|1|y", "product|a|2|x", "product|b|1|x");
        await Away(scope);
        await cache.RemoveAll(["product|a|1|"], Ct);
        await cache.RemoveAsync("product|b|1|x", Ct);
        await Back(scope);

        (await cache.GetAsync("product|a|1|x", Ct)).Should().BeNull();
        await Eventually(async () => await Keys(scope) == "product|a|2|x");

        // Nothing is owed any more: it is used again.
        await Eventually(async () => await cache.GetAsync("product|a|2|x", Ct) is not null);
        await Keep(cache, "product|a|1|x");
        (await cache.GetAsync("product|a|1|x", Ct)).Should().NotBeNull();
    }

    [Fact]
    public async Task Removal_ThatIsOwed_KeepsThisSiloFromReadingAndWritingForAsLong()
    {
        await using var scope = await fixture.Open();
        await using var cache = Cache(scope.Database, new());
        await Keep(cache, "a", "b");
        await Away(scope);
        await cache.RemoveAsync("a", Ct);
        // Payments fail, and again.
        for (var round = 0; round < 5; round++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        await Back(scope);
        (await cache.GetAsync("a", Ct)).Should().BeNull("not before it is removed");
        await Eventually(async () => await Keys(scope) == "b");
    }

    [Fact]
    public async Task Removals_AboveTheirNumber_BecomeOneOfEverything()
    {
        await using var scope = await fixture.Open();
        await using var cache = Cache(scope.Database, new() { MaxOwedRemovals = 2 });
        await Keep(cache, "a", "b", "z", "~");
        await Away(scope);
        foreach (var key in (string[])["a", "b", "c"])
        {
            await cache.RemoveAsync(key, Ct);
        }

        await Back(scope);
        await Eventually(async () => await Keys(scope) == "");
    }

    [Fact]
    public void Owed_AgainWhileItIsBeingMade_IsStillOwed()
    {
        var owed = new OwedRemovals(10);
        owed.Add(["a", "b"]).Should().BeTrue();
        var (prefixes, until) = owed.Read();
        owed.Add(["a"]).Should().BeFalse();
        owed.Settle(until);
        prefixes.Should().BeEquivalentTo("a", "b");
        owed.Read().Prefixes.Should().Equal("a");
        owed.Settle(owed.Read().Until);
        owed.Any.Should().BeFalse();
    }

    private static async Task Keep(SharedCache cache, params string[] keys)
    {
        foreach (var key in keys)
        {
            await cache.SetAsync(key, [1], Long, Ct);
        }
    }

    private static Task Away(StorageScope scope) => scope.Execute("alter table cache_entries rename to cache_away");

    private static Task Back(StorageScope scope) => scope.Execute("alter table cache_away rename to cache_entries");

    private static Task<string> Keys(StorageScope scope) =>
        scope.Scalar<string>("select coalesce(string_agg(key, ' ' order by key), '') from cache_entries");

    // The payer waits by this clock and works on a thread of its own; moved too fast, its statements would seem slow.
    private async Task Eventually(Func<Task<bool>> holds)
    {
        for (var looks = 1; !await holds(); looks++)
        {
            Ct.ThrowIfCancellationRequested();
            if (looks % 50 == 0)
            {
                _time.Advance(TimeSpan.FromSeconds(5));
            }
        }
    }

    private SharedCache Cache(HubDatabase database, SharedCacheOptions options) =>
        new(database, new DatabaseClock(_time), options, _time, NullLogger<SharedCache>.Instance);
}
