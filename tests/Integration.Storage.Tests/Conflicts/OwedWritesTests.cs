using Integration.Sync;

namespace Integration.Conflicts;

public sealed class OwedWritesTests(StorageFixture fixture)
{
    [Fact]
    public async Task Claim_WaitsForASyncThatBeganAfterTheEdit()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        var syncs = new SyncDesk(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        (await desk.Claim()).Should().BeEmpty();
        scope.Now += TimeSpan.FromMinutes(1);
        var run = await syncs.Begin(kind: SyncKind.Products, shop: ConflictDesk.Shop);
        (await desk.Claim()).Should().BeEmpty("it still runs");
        await syncs.Finish(run);

        var owed = (await desk.Claim()).Should().ContainSingle().Subject;

        (owed.Account, owed.SellerCode, owed.Attempt).Should().Be((ConflictDesk.Account, "code-1", 1));
    }

    [Fact]
    public async Task Claim_WithoutASync_WaitsNoLongerThanTheOptionSays()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        scope.Now += desk.Options.SyncWait - TimeSpan.FromSeconds(1);
        (await desk.Claim()).Should().BeEmpty();
        scope.Now += TimeSpan.FromSeconds(1);
        (await desk.Claim()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("update shops set enabled = false")]
    [InlineData("update shops set paused_at = now(), pause_reason = 'x'")]
    [InlineData("update products set deleted_at = now()")]
    public async Task Claim_OfAShopOrProductThatIsNotWritten_Waits(string sql)
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await scope.Execute(sql);
        (await desk.WriteAll()).Should().BeEmpty();
        (await desk.TheEdit())!.State.Should().Be(ProductEditState.Owed);
    }

    [Fact]
    public async Task Claim_OfManySilos_GivesEachEditToOne()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        desk.Options.WriteBatch = 5;
        string[] ids = [.. Enumerable.Range(1, 20).Select(static n => $"{n}")];
        await desk.Sync([.. ids.Select(static id => ConflictDesk.Item(id))]);
        foreach (var id in ids)
        {
            await desk.Edit("""{"stock":7}""", id);
        }

        scope.Now += desk.Options.SyncWait;
        var claims = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.Claim()))).ToList();
        do
        {
            claims.Add(await desk.Claim());
        } while (claims[^1].Count > 0);

        claims.Should().OnlyContain(static one => one.Count <= 5);
        claims
            .SelectMany(static one => one)
            .Select(static one => one.Product)
            .Should()
            .BeEquivalentTo(ids, "each is claimed once");
    }

    [Fact]
    public async Task Crash_BetweenClaimAndWrite_LeavesItOwed()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        scope.Now += desk.Options.SyncWait;
        var lost = (await desk.Claim()).Single();
        (await desk.Claim()).Should().BeEmpty();

        scope.Now += desk.Options.LockTime;
        var again = (await desk.Claim()).Single();

        (again.Value, again.Attempt).Should().Be((lost.Value, 2));
        await desk.Owed.Note([new OwedResult(lost, "late", scope.Now)], scope.Now, CancellationToken.None);
        (await desk.TheEdit())!.Error.Should().BeNull("the one that crashed has it no more");
        await desk.Owed.Note([new OwedResult(again)], scope.Now, CancellationToken.None);
        (await desk.TheEdit())!.State.Should().Be(ProductEditState.Written);
    }

    [Fact]
    public async Task Crash_BetweenWriteAndNote_WritesNothingMoreOnceTheEchoWasRead()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        scope.Now += desk.Options.SyncWait;
        (await desk.Claim()).Should().ContainSingle();

        await desk.Sync(ConflictDesk.Item(stock: 7));
        scope.Now += desk.Options.LockTime;

        (await desk.Claim()).Should().BeEmpty();
        (await desk.TheEdit()).Should().BeNull();
        (await desk.All()).Should().BeEmpty();
    }

    [Fact]
    public async Task Note_OfAFailureThatPasses_WaitsAndOfTheLastOneTellsWhy()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        scope.Now += desk.Options.SyncWait;
        var next = scope.Now + TimeSpan.FromMinutes(1);
        await Note(desk, new OwedResult((await desk.Claim()).Single(), "busy", next));
        (await desk.Claim()).Should().BeEmpty();
        var waiting = (await desk.TheEdit())!;
        (waiting.State, waiting.Error, waiting.NextAttemptAt, waiting.Attempts)
            .Should()
            .Be((ProductEditState.Owed, "busy", next, 1));

        scope.Now = next;
        var held = (await desk.Claim()).Single();
        await Note(desk, new OwedResult(held, "held", next) { IsAttempt = false });
        (await desk.TheEdit())!.Attempts.Should().Be(1, "the platform was not asked");
        await Note(desk, new OwedResult((await desk.Claim()).Single(), "refused"));

        var failed = (await desk.TheEdit())!;
        (failed.State, failed.Error, failed.NextAttemptAt).Should().Be((ProductEditState.Failed, "refused", null));
        (await desk.WriteAll()).Should().BeEmpty();
        (await desk.Edit("""{"stock":7}"""))
            .Edits.Single()
            .State.Should()
            .Be(ProductEditState.Owed, "set anew, it is tried anew");
    }

    [Fact]
    public async Task Note_OfAValueThatWasEditedMeanwhile_StillOwesTheNewOne()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        scope.Now += desk.Options.SyncWait;
        var older = (await desk.Claim()).Single();
        await desk.Edit("""{"stock":8}""");

        await Note(desk, new OwedResult(older));

        var edit = (await desk.TheEdit())!;
        (edit.State, edit.Local, edit.Base)
            .Should()
            .Be((ProductEditState.Owed, ConflictDesk.Stock(8), ConflictDesk.Stock(7)));
        (await desk.WriteAll()).Should().ContainSingle().Which.Value.Should().Be(ConflictDesk.Stock(8));
    }

    [Fact]
    public async Task Forget_OfAWrittenEditThatNoListTellsOf_DropsItAfterItsTime()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.WriteAll();
        (await desk.Owed.ForgetWritten(scope.Now, CancellationToken.None)).Should().Be(0);
        scope.Now += desk.Options.WrittenKept + TimeSpan.FromSeconds(1);
        (await desk.Owed.ForgetWritten(scope.Now, CancellationToken.None)).Should().Be(1);
        (await desk.TheEdit()).Should().BeNull();
        (await scope.Scalar<bool>("select edited from products")).Should().BeFalse();
    }

    private static Task Note(ConflictDesk desk, OwedResult result) =>
        desk.Owed.Note([result], desk.Scope.Now, CancellationToken.None);
}
