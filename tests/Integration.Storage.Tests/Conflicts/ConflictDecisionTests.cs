using Integration.Lists;
using Integration.Partitions;

namespace Integration.Conflicts;

public sealed class ConflictDecisionTests(StorageFixture fixture)
{
    [Fact]
    public async Task Decide_ForLocal_OwesItAtOnceAndOnce()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);

        var decided = await desk.Decide(id, ConflictTake.Local);

        decided.Value!.State.Should().Be(ConflictState.Decided);
        (decided.Value.Taken, decided.Value.DecidedBy, decided.Value.Version)
            .Should()
            .Be((ConflictTake.Local, "judge", 2));
        (decided.Value.Local, decided.Value.Remote)
            .Should()
            .Be((ConflictDesk.Stock(7), ConflictDesk.Stock(2)), "both values stay");
        var owed = (await desk.Claim()).Should().ContainSingle().Subject;
        owed.Value.Should().Be(ConflictDesk.Stock(7));
        await desk.Note(new OwedResult(owed));
        (await desk.Conflicts.Find(id, CancellationToken.None))!.WrittenAt.Should().Be(scope.Now);
        await desk.Sync(ConflictDesk.Item(stock: 7));
        (await desk.TheEdit()).Should().BeNull();
        (await desk.All()).Should().ContainSingle();
    }

    [Fact]
    public async Task Decide_ForRemote_LeavesNothingToWrite()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);
        (await desk.Decide(id, ConflictTake.Remote)).Value!.Taken.Should().Be(ConflictTake.Remote);
        (await desk.TheEdit()).Should().BeNull();
        (await desk.WriteAll()).Should().BeEmpty();
    }

    [Fact]
    public async Task Purge_TakesEndedConflictsAfter90Days_AndNoOpenOne()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);
        var purge = new Purge(scope.Database, new RetentionOptions());
        await purge.Run(scope.Now + TimeSpan.FromDays(1000), CancellationToken.None);
        (await desk.All()).Should().ContainSingle("it waits for a person however long it takes");
        await desk.Decide(id, ConflictTake.Remote);

        await purge.Run(scope.Now + TimeSpan.FromDays(90), CancellationToken.None);
        (await desk.All()).Should().ContainSingle();
        await purge.Run(scope.Now + TimeSpan.FromDays(90) + TimeSpan.FromMilliseconds(1), CancellationToken.None);
        (await desk.All()).Should().BeEmpty();
    }

    [Fact]
    public async Task Decide_ForAThirdValue_OwesThat()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);

        var decided = await desk.Decide(id, ConflictTake.Value, ConflictDesk.Stock(4));

        decided.Value!.Value.Should().Be(ConflictDesk.Stock(4));
        (await desk.TheEdit())!.EditedBy.Should().Be("judge");
        (await desk.Claim()).Should().ContainSingle().Which.Value.Should().Be(ConflictDesk.Stock(4));
    }

    [Fact]
    public async Task Decide_WithoutAFittingValue_IsNotValidAndDecidesNothing()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);
        FieldValue?[] values = [null, ConflictDesk.Title("Mug"), ConflictDesk.Stock(-1), new FieldValue()];
        foreach (var value in values)
        {
            var decided = await desk.Decide(id, ConflictTake.Value, value);
            decided.Problem!.Errors.Should().ContainKey("value");
        }

        (await desk.Decide(id, ConflictTake.Local, ConflictDesk.Stock(1))).Problem!.Status.Should().Be(422);
        (await desk.All()).Should().ContainSingle().Which.State.Should().Be(ConflictState.Open);
    }

    [Fact]
    public async Task Decide_OfTwoPeopleAtOnce_CountsTheFirst()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);

        var both = await Task.WhenAll(
            desk.Decide(id, ConflictTake.Local, ifMatch: 1),
            desk.Decide(id, ConflictTake.Remote, ifMatch: 1)
        );

        both.Count(static one => one.Succeeded).Should().Be(1);
        both.Single(static one => !one.Succeeded).Problem!.Slug.Should().Be("conflict-ended");
    }

    [Fact]
    public async Task Decide_AboutAValueThatTheAskedHasNotSeen_IsStale()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);
        await desk.Sync(ConflictDesk.Item(stock: 3));
        (await desk.Decide(id, ConflictTake.Remote, ifMatch: 1)).Problem!.Slug.Should().Be("stale-version");
        (await desk.Decide(id, ConflictTake.Remote, ifMatch: 2)).Value!.Remote.Should().Be(ConflictDesk.Stock(3));
    }

    [Fact]
    public async Task Decide_AboutAnUnknownConflict_IsNotFound()
    {
        await using var scope = await fixture.Open();
        var (desk, _) = await Asked(scope);
        (await desk.Decide(Guid.Empty, ConflictTake.Remote)).Problem!.Status.Should().Be(404);
    }

    [Fact]
    public async Task Edit_DuringAConflict_ChangesTheQuestionAndWithdrawnEndsIt()
    {
        await using var scope = await fixture.Open();
        var (desk, id) = await Asked(scope);

        await desk.Edit("""{"stock":6}""");

        var asked = (await desk.Conflicts.Find(id, CancellationToken.None))!;
        (asked.State, asked.Local, asked.Version).Should().Be((ConflictState.Open, ConflictDesk.Stock(6), 2));
        (await desk.WriteAll()).Should().BeEmpty();
        await desk.Edit("""{"stock":null}""");
        (await desk.Conflicts.Find(id, CancellationToken.None))!.State.Should().Be(ConflictState.Obsolete);
    }

    [Fact]
    public async Task List_FiltersAndGoesOnFromItsCursor()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        string[] ids = ["1", "2", "3"];
        await desk.Sync([.. ids.Select(static id => ConflictDesk.Item(id))]);
        foreach (var id in ids)
        {
            await desk.Edit("""{"stock":7,"title":"Mug"}""", id);
        }

        await desk.Sync([.. ids.Select(static id => ConflictDesk.Item(id, stock: 2))]);
        await desk.Sync(ConflictDesk.Item("1", title: "Bowl", stock: 2));
        var stock = await desk.All(new ConflictFilter(Product: "2"));
        await desk.Decide(stock.Single().Id, ConflictTake.Remote);

        (await desk.All(new ConflictFilter(ConflictDesk.Shop))).Should().HaveCount(4);
        (await desk.All(new ConflictFilter("other"))).Should().BeEmpty();
        (await desk.All(new ConflictFilter(Field: ProductField.Title))).Should().ContainSingle();
        (await desk.All(new ConflictFilter(State: ConflictState.Decided))).Should().ContainSingle();
        var all = await desk.All();
        var page = await desk.Conflicts.List(new(), new PageRequest(3, null), CancellationToken.None);
        var rest = await desk.Conflicts.List(new(), new PageRequest(3, page.After), CancellationToken.None);
        page.Data.Concat(rest.Data).Select(static one => one.Id).Should().Equal(all.Select(static one => one.Id));
        rest.After.Should().BeNull();
    }

    // The shop has 2 pieces now, 7 were set here, and 5 were common.
    private static async Task<(ConflictDesk Desk, Guid Id)> Asked(StorageScope scope)
    {
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.Sync(ConflictDesk.Item(stock: 2));
        return (desk, (await desk.All()).Single().Id);
    }
}
