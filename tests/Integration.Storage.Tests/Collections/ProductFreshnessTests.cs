namespace Integration.Collections;

public sealed class ProductFreshnessTests(StorageFixture fixture)
{
    [Fact]
    public async Task Write_OfAnOlderReadingThanTheStoredOne_ChangesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var (slow, other) = (await desk.Begin(["1"]), await desk.Begin(["1"], languages: ["en"]));
        var older = scope.Now - TimeSpan.FromSeconds(1);
        await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1", 12));

        (await desk.Write(slow, CollectionDesk.Found("1") with { ReadAt = older })).Should().BeEmpty();

        (await desk.Items(slow.Shown.Id))
            .Single()
            .Should()
            .Match<CollectionItemResource>(item =>
                item.Status == CollectionItemStatus.Unchanged && item.ProductVersion == 1
            );
        var stored = (await desk.Find("1"))!;
        (stored.Version, stored.CollectedAt).Should().Be((1L, scope.Now));
        (await desk.Write(other, CollectionDesk.Found("1") with { ReadAt = older }))
            .Should()
            .ContainSingle("it was asked for in another language, which nobody has read since");
    }

    [Fact]
    public async Task Write_OfAProductThatACacheHadKept_CountsItsAgeFromWhenThePlatformGaveIt()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var readAt = scope.Now - TimeSpan.FromMinutes(8);
        await desk.Write(await desk.Begin(["1"]), CollectionDesk.Found("1") with { ReadAt = readAt });
        (await desk.Find("1"))!.CollectedAt.Should().Be(readAt);

        readAt += TimeSpan.FromMinutes(3);
        var row = await desk.Begin(["1"]);
        await desk.Write(row, CollectionDesk.Found("1") with { ReadAt = readAt });

        (await desk.Find("1"))!.CollectedAt.Should().Be(readAt);
        (await desk.Products.Fresh(row.Shown, ["1"], readAt, CancellationToken.None)).Should().ContainKey("1");
        (await desk.Products.Fresh(row.Shown, ["1"], readAt.AddSeconds(1), CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Fresh_IsAProductForTheAccountThatCollectedItLastOnly()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1"]);
        await desk.Write(row, CollectionDesk.Found("1"));
        var other = row with { Shown = row.Shown with { Account = "account-2" } };

        (await desk.Products.Fresh(row.Shown, ["1"], scope.Now, CancellationToken.None)).Should().ContainKey("1");
        (await desk.Products.Fresh(other.Shown, ["1"], scope.Now, CancellationToken.None)).Should().BeEmpty();
        scope.Now += TimeSpan.FromSeconds(1);
        var next = await desk.Begin(["1"]);
        await desk.Write(next with { Shown = next.Shown with { Account = "account-2" } }, CollectionDesk.Found("1"));
        (await desk.Products.Fresh(other.Shown, ["1"], scope.Now, CancellationToken.None)).Should().ContainKey("1");
    }
}
