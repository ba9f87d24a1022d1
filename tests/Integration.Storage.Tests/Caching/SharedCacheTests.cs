using System.ComponentModel.DataAnnotations;
using Integration.Databases;
using Integration.Time;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Caching;

public sealed class SharedCacheTests(StorageFixture fixture)
{
    private readonly FakeTimeProvider _time = new(StorageFixture.Now);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Value_IsThereUntilItsEnd()
    {
        await using var scope = await fixture.Open();
        var cache = Cache(scope.Database);
        (await cache.GetAsync("a", Ct)).Should().BeNull();
        await cache.SetAsync("a", [1, 2], For(10), Ct);
        await cache.SetAsync("a", [3], For(10), Ct);
        (await cache.GetAsync("a", Ct)).Should().Equal([3]);
        _time.Advance(TimeSpan.FromSeconds(10));
        (await cache.GetAsync("a", Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Value_OfOneSilo_IsThereForAnother()
    {
        await using var scope = await fixture.Open();
        await Cache(scope.Database).SetAsync("a", [1], For(10), Ct);
        (await Cache(scope.Database).GetAsync("a", Ct)).Should().Equal([1]);
    }

    [Fact]
    public async Task Removing_ByPrefix_TakesAllOfThemAndNoOther()
    {
        await using var scope = await fixture.Open();
        var cache = Cache(scope.Database);
        string[] keys =
        [
            "product|a|1|x",
            "product|a|1|~",
            "product|a|10|x",
            "product|a|2|x",
            "product|b|1|x",
            "Product|a|1|x",
        ];
        foreach (var key in keys)
        {
            await cache.SetAsync(key, [1], For(10), Ct);
        }

        await cache.RemoveAll(["product|a|1|", "product|a|2|"], Ct);
        await cache.RemoveAll([], Ct);
        (await scope.Scalar<string>("select string_agg(key, ' ' order by key) from cache_entries"))
            .Should()
            .Be("Product|a|1|x product|a|10|x product|b|1|x");
        await cache.RemoveAsync("product|a|10|x", Ct);
        (await cache.GetAsync("product|a|10|x", Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Value_ThatIsTooLarge_IsNotStored()
    {
        await using var scope = await fixture.Open();
        var cache = Cache(scope.Database, new() { MaxValueBytes = 1024 });
        await cache.SetAsync("large", new byte[1025], For(10), Ct);
        await cache.SetAsync("small", new byte[1024], For(10), Ct);
        (await scope.Scalar<string>("select string_agg(key, ' ') from cache_entries")).Should().Be("small");
    }

    [Fact]
    public async Task Values_AboveTheirNumber_MakeThoseThatEndSoonestGo()
    {
        await using var scope = await fixture.Open();
        var cache = Cache(scope.Database, new() { MaxEntries = 100 });
        for (var number = 0; number < 250; number++)
        {
            await cache.SetAsync($"k{number}", [1], For(number + 1), Ct);
        }

        (await scope.Scalar<long>("select count(*) from cache_entries")).Should().Be(100);
        (await cache.GetAsync("k249", Ct)).Should().NotBeNull();
        (await cache.GetAsync("k0", Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Database_ThatIsAway_IsAnEmptyCacheThatIsAskedAgainLater()
    {
        await using var scope = await fixture.Open();
        var cache = Cache(scope.Database);
        await cache.SetAsync("a", [1], For(60), Ct);
        await scope.Execute("alter table cache_entries rename to cache_entries_away");
        (await cache.GetAsync("a", Ct)).Should().BeNull();
        await cache.SetAsync("b", [1], For(60), Ct);
        await scope.Execute("alter table cache_entries_away rename to cache_entries");
        (await cache.GetAsync("a", Ct)).Should().BeNull("it is left alone for a while");
        _time.Advance(TimeSpan.FromSeconds(5));
        (await cache.GetAsync("a", Ct)).Should().Equal([1]);
        (await cache.GetAsync("b", Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Database_ThatNobodyAnswersFor_IsAnEmptyCache()
    {
        await using var nowhere = new HubDatabase("Host=127.0.0.1;Port=1;Username=x;Password=x;Database=x");
        var cache = Cache(nowhere);
        (await cache.GetAsync("a", Ct)).Should().BeNull();
        await cache.SetAsync("a", [1], For(10), Ct);
        await cache.RemoveAsync("a", Ct);
        await cache.RemoveAll(["a"], Ct);
    }

    [Fact]
    public async Task Reads_OfManyAtOnce_WaitForTheirTurnAndAllFind()
    {
        await using var scope = await fixture.Open();
        await using var cache = Cache(scope.Database);
        await cache.SetAsync("a", [1], For(10), Ct);
        var reads = Enumerable.Range(0, 500).Select(_ => cache.GetAsync("a", Ct)).ToArray();
        (await Task.WhenAll(reads)).Should().OnlyContain(value => value != null);
    }

    [Fact]
    public async Task Values_OfManyAtOnce_AreWrittenInGroups()
    {
        await using var scope = await fixture.Open();
        await using var cache = Cache(scope.Database);
        // The first statement waits; meanwhile the others gather.
        await using var connection = await scope.Database.Writes.OpenConnectionAsync(Ct);
        await using var held = await connection.BeginTransactionAsync(Ct);
        await using (var hold = new Npgsql.NpgsqlCommand("lock table cache_entries in exclusive mode", connection))
        {
            await hold.ExecuteNonQueryAsync(Ct);
        }

        var writes = Enumerable.Range(0, 200).Select(n => cache.SetAsync($"k{n:000}", [(byte)n], For(60), Ct)).ToList();
        writes.Add(cache.SetAsync("k007", [77], For(60), Ct));
        await held.RollbackAsync(Ct);
        await Task.WhenAll(writes);

        (await scope.Scalar<long>("select count(*) from cache_entries")).Should().Be(200);
        // One statement's rows have one transaction. Four full groups, and the first with what had come by then.
        (await scope.Scalar<long>("select count(distinct xmin::text) from cache_entries"))
            .Should()
            .BeLessThanOrEqualTo(5);
        (await cache.GetAsync("k007", Ct)).Should().Equal([77], "the later one of a key counts");
    }

    [Fact]
    public async Task Values_AboveWhatMayWait_AreNotKept()
    {
        await using var scope = await fixture.Open();
        await using var cache = Cache(scope.Database, new() { MaxQueued = 1 });
        await using var connection = await scope.Database.Writes.OpenConnectionAsync(Ct);
        await using var held = await connection.BeginTransactionAsync(Ct);
        await using (var hold = new Npgsql.NpgsqlCommand("lock table cache_entries in exclusive mode", connection))
        {
            await hold.ExecuteNonQueryAsync(Ct);
        }

        var writes = Enumerable.Range(0, 500).Select(n => cache.SetAsync($"k{n}", [1], For(60), Ct)).ToArray();
        await held.RollbackAsync(Ct);
        await Task.WhenAll(writes);

        (await scope.Scalar<long>("select count(*) from cache_entries")).Should().BeInRange(1, 499);
    }

    [Fact]
    public void Options_AsTheyCome_AreValid()
    {
        var options = new SharedCacheOptions();
        Validator.TryValidateObject(options, new(options), null, validateAllProperties: true).Should().BeTrue();
    }

    [Fact]
    public async Task Caller_WhoCancels_IsTold()
    {
        await using var scope = await fixture.Open();
        var cache = Cache(scope.Database);
        var reading = () => cache.GetAsync("a", new CancellationToken(canceled: true));
        await reading.Should().ThrowAsync<OperationCanceledException>();
        await cache.SetAsync("a", [1], For(10), Ct);
        (await cache.GetAsync("a", Ct)).Should().Equal([1], "a caller who cancels is no database that is away");
    }

    [Fact]
    public async Task Table_WritesNoLog() =>
        (
            await (await fixture.Open()).Scalar<string>(
                "select relpersistence::text from pg_class where relname = 'cache_entries'"
            )
        )
            .Should()
            .Be("u");

    [Fact]
    public async Task Purge_OfADay_IsDoneOnceForAll()
    {
        await using var scope = await fixture.Open();
        var cache = Cache(scope.Database);
        await cache.SetAsync("ended", [1], For(10), Ct);
        await cache.SetAsync("kept", [1], For(3600), Ct);
        var purge = new CachePurge(scope.Database);
        var due = StorageFixture.Now;
        (await purge.RunIfDue(due, due.AddSeconds(10), Ct)).Should().Be(1);
        (await purge.RunIfDue(due, due.AddHours(2), Ct)).Should().BeNull("another silo has done it");
        (await purge.RunIfDue(due.AddDays(1), due.AddDays(1), Ct)).Should().Be(1);
        (await purge.RunIfDue(due, due.AddDays(1), Ct)).Should().BeNull("an older instant is done as well");
    }

    [Fact]
    public async Task Statistics_OfTwoSilos_AddUpByDayAndKind()
    {
        await using var scope = await fixture.Open();
        var statistics = new CacheStatistics(scope.Database);
        var day = DateOnly.FromDateTime(StorageFixture.Now.UtcDateTime);
        await statistics.Add(day, [new("product", 10, 2, 3), new("page", 1, 0, 1)], Ct);
        await statistics.Add(day, [new("product", 5, 1, 0)], Ct);
        await statistics.Add(day.AddDays(1), [new("product", 1, 1, 1)], Ct);
        (await statistics.Read(day, day, Ct))
            .Should()
            .Equal((day, new CacheCount("page", 1, 0, 1)), (day, new CacheCount("product", 15, 3, 3)));
        (await statistics.Read(day, day.AddDays(1), Ct)).Should().HaveCount(3);
        (await statistics.Totals(Ct))
            .Should()
            .Equal(new CacheCount("page", 1, 0, 1), new CacheCount("product", 16, 4, 4));
    }

    private static DistributedCacheEntryOptions For(int seconds) =>
        new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(seconds) };

    private SharedCache Cache(HubDatabase database, SharedCacheOptions? options = null) =>
        new(database, new DatabaseClock(_time), options ?? new(), _time, NullLogger<SharedCache>.Instance);
}
