using Integration.Partitions;

namespace Integration.Platforms;

public sealed class PlatformCallTableTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Read_WhatTwoSilosCounted_IsAddedUpByStep()
    {
        await using var scope = await fixture.Open();
        var table = new PlatformCallTable(scope.Database);
        await table.Add(Book(Noon, "item.get", succeeded: 3, throttled: 1).Take(), 1, CancellationToken.None);
        await table.Add(Book(Noon, "item.get", succeeded: 2, throttled: 0).Take(), 1, CancellationToken.None);
        await table.Add(Book(Noon, "item.get", succeeded: 5, throttled: 2).Take(), 2, CancellationToken.None);
        await table.Add(Book(Noon + Minute, "item.list", succeeded: 7, throttled: 0).Take(), 2, CancellationToken.None);

        var points = await table.Read(Query(Minute), CancellationToken.None);

        points
            .Select(point => (point.At, point.Figures.Succeeded, point.Figures.Throttled, point.Figures.Calls))
            .Should()
            .Equal((Noon, 10, 3, 13), (Noon + Minute, 7, 0, 7));
        (await table.Read(Query(TimeSpan.FromMinutes(2)), CancellationToken.None))
            .Should()
            .ContainSingle()
            .Which.Figures.Calls.Should()
            .Be(20);
    }

    [Fact]
    public async Task Read_ByEndpointAndInHours_KeepsThemApart()
    {
        await using var scope = await fixture.Open();
        var table = new PlatformCallTable(scope.Database);
        await table.Add(Book(Noon, "item.get", 3, 1).Take(), 1, CancellationToken.None);
        await table.Add(Book(Noon.AddMinutes(59), "item.get", 4, 0).Take(), 1, CancellationToken.None);
        await table.Add(Book(Noon.AddMinutes(60), "item.list", 5, 0).Take(), 1, CancellationToken.None);

        var hours = Query(TimeSpan.FromHours(1)) with { ByMinute = false, ByEndpoint = true, ByAccount = true };
        var points = await table.Read(hours, CancellationToken.None);

        points
            .Select(point => (point.Account, point.Endpoint, point.At, point.Figures.Calls))
            .Should()
            .Equal(("shop", "item.get", Noon, 8), ("shop", "item.list", Noon.AddHours(1), 5));
        (await table.Read(hours with { Endpoint = "item.list" }, CancellationToken.None)).Should().ContainSingle();
        (await table.Read(hours with { Account = "another" }, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Read_Quantiles_AreThoseOfAllStepsTogether()
    {
        await using var scope = await fixture.Open();
        var table = new PlatformCallTable(scope.Database);
        var book = new PlatformCallBook();
        for (var n = 0; n < 100; n++)
        {
            var took = TimeSpan.FromMilliseconds(n < 90 ? 10 : 1_000);
            book.AddAttempt(Key(Noon.AddMinutes(n % 5), "item.get"), null, took);
        }

        book.AddCache(Key(Noon, "item.get"), hits: 8, misses: 2);
        book.AddRateWait(Key(Noon, "item.get"), TimeSpan.FromMilliseconds(250));
        await table.Add(book.Take(), 1, CancellationToken.None);

        var points = await table.Read(Query(Minute), CancellationToken.None);
        var all = PlatformCallFigures.Sum([.. points.Select(point => point.Figures)]);

        all.P50Ms.Should().Be(10);
        all.P95Ms.Should().Be(1_000);
        all.AverageMs.Should().Be(109);
        (all.CacheHits, all.CacheMisses, all.RateWaitMs).Should().Be((8, 2, 250));
    }

    [Fact]
    public async Task Purge_AfterTwoDays_LeavesTheHours()
    {
        await using var scope = await fixture.Open();
        var table = new PlatformCallTable(scope.Database);
        await table.Add(Book(Noon, "item.get", 3, 1).Take(), 1, CancellationToken.None);

        await new Purge(scope.Database, new RetentionOptions()).Run(Noon.AddDays(2) + Minute, CancellationToken.None);

        (await table.Read(Query(Minute), CancellationToken.None)).Should().BeEmpty();
        (await table.Read(Query(TimeSpan.FromHours(1)) with { ByMinute = false }, CancellationToken.None))
            .Should()
            .ContainSingle()
            .Which.Figures.Calls.Should()
            .Be(4);
    }

    [Fact]
    public async Task Purge_OfHoursThatNobodyCanAskFor_RemovesThem()
    {
        await using var scope = await fixture.Open();
        var table = new PlatformCallTable(scope.Database);
        await table.Add(Book(Noon, "item.get", 3, 1).Take(), 1, CancellationToken.None);
        await table.Add(Book(Noon.AddDays(1), "item.get", 3, 1).Take(), 1, CancellationToken.None);

        await new Purge(scope.Database, new RetentionOptions()).Run(Noon.AddDays(62) + Minute, CancellationToken.None);

        (await scope.Scalar<DateTime>("select bucket from platform_calls")).Should().Be(Noon.AddDays(1).UtcDateTime);
    }

    [Fact]
    public void Take_OfMoreKeysThanFit_LosesNoCall()
    {
        var book = new PlatformCallBook();
        for (var n = 0; n < PlatformCallBook.MaxKeys + 50; n++)
        {
            book.AddAttempt(Key(Noon, $"call-{n}"), FailureKind.Permanent, TimeSpan.Zero);
        }

        var first = book.Take();
        first[Key(Noon, PlatformCallBook.Other) with { Account = PlatformCallBook.Other }]
            .Failed(FailureKind.Permanent)
            .Should()
            .Be(50);
        book.Take().Should().BeEmpty();
        book.AddAttempt(Key(Noon, "call-1"), null, TimeSpan.Zero);
        book.Return(first);
        var counts = book.Take();
        counts.Values.Sum(one => one.Failed(FailureKind.Permanent)).Should().Be(PlatformCallBook.MaxKeys + 50);
        counts[Key(Noon, "call-1")].Succeeded.Should().Be(1);
    }

    private static PlatformCallBook Book(DateTimeOffset at, string endpoint, int succeeded, int throttled)
    {
        var book = new PlatformCallBook();
        for (var n = 0; n < succeeded + throttled; n++)
        {
            book.AddAttempt(
                Key(at, endpoint),
                n < succeeded ? null : FailureKind.Throttled,
                TimeSpan.FromMilliseconds(20)
            );
        }

        return book;
    }

    private static PlatformCallKey Key(DateTimeOffset at, string endpoint) => new("taobao", "shop", endpoint, at);

    private static PlatformCallQuery Query(TimeSpan step) =>
        new()
        {
            From = Noon.AddHours(-1),
            To = Noon.AddHours(3),
            Step = step,
            ByMinute = true,
        };
}
