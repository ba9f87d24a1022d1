namespace Integration.Conflicts;

public sealed class OwedWritesTests(StorageFixture fixture)
{
    [Fact]
    public async Task Claim_OfANewEdit_WaitsForNoSync()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");

        var owed = (await desk.Claim()).Should().ContainSingle().Subject;

        (owed.SellerCode, owed.Attempt).Should().Be(("code-1", 1));
    }

    [Theory]
    [InlineData(ConflictPolicyKind.RemoteWins, false)]
    [InlineData(ConflictPolicyKind.LocalWins, true)]
    [InlineData(ConflictPolicyKind.ByHand, false)]
    public async Task Confirm_OfAVariantThatThePlatformHasChanged_FollowsThePolicy(
        ConflictPolicyKind policy,
        bool isWritten
    )
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.SetPolicy(policy);
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        await desk.Edit("""{"variants":{"red":{"stock":8}}}""");
        var claimed = (await desk.Claim()).Single();

        var owed = await desk.Confirm(claimed.Claim, ConflictDesk.Detail("1", ("red", 10, 2), ("blue", 11, 4)));

        owed.Should().HaveCount(isWritten ? 1 : 0);
        (await desk.All()).Should().ContainSingle().Which.Remote.Should().Be(ConflictDesk.Stock(2));
        (await desk.Events("product.conflict_detected")).Should().Be(1);
        (await desk.Events("product.updated")).Should().Be(1, "the copy is the platform's");
    }

    [Fact]
    public async Task Confirm_OfAValueThatAListHasToldWithoutAComparison_ComparesItAllTheSame()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.WriteAll();
        await desk.Edit("""{"stock":8}""");
        // Taken for a late list, so nothing is compared; and it is what the platform has.
        await desk.Sync(ConflictDesk.Item(stock: 5));
        scope.Now += desk.Options.EchoWait;
        var claimed = (await desk.Claim()).Single();

        var owed = await desk.Confirm(
            claimed.Claim,
            new Products.Product
            {
                Platform = "somewhere",
                Id = "1",
                Stock = [new Products.StockLevel(5)],
            }
        );

        owed.Should().BeEmpty();
        (await desk.TheEdit())!.State.Should().Be(ProductEditState.Conflict);
        (await desk.Events("product.conflict_detected")).Should().Be(1);
    }

    [Fact]
    public async Task Confirm_OfAConflict_FreesTheEditForThePersonsDecision()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3)));
        await desk.Edit("""{"variants":{"red":{"stock":8}}}""");
        var claimed = (await desk.Claim()).Single();
        (await desk.Confirm(claimed.Claim, ConflictDesk.Detail("1", ("red", 10, 2)))).Should().BeEmpty();

        await desk.Decide((await desk.All()).Single().Id, ConflictTake.Local);

        (await desk.Claim()).Should().ContainSingle().Which.Attempt.Should().Be(1);
    }

    [Fact]
    public async Task Confirm_AfterTheClaimHasEnded_GivesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        var claimed = (await desk.Claim()).Single();
        scope.Now += desk.Options.LockTime;
        var told = new Products.Product { Platform = "somewhere", Id = "1" };

        (await desk.Confirm(claimed.Claim, told)).Should().BeEmpty();

        var again = (await desk.Claim()).Single();
        (await desk.Confirm(claimed.Claim, told)).Should().BeEmpty("another silo has it");
        (await desk.Confirm(again.Claim, told)).Should().ContainSingle();
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
        var lost = (await desk.Claim()).Single();
        (await desk.Claim()).Should().BeEmpty();

        scope.Now += desk.Options.LockTime;
        var again = (await desk.Claim()).Single();

        (again.Value, again.Attempt).Should().Be((lost.Value, 2));
        await desk.Note(new OwedResult(lost, "late", scope.Now));
        (await desk.TheEdit())!.Error.Should().BeNull("the one that crashed has it no more");
        await desk.Note(new OwedResult(again));
        (await desk.TheEdit())!.State.Should().Be(ProductEditState.Written);
    }

    [Fact]
    public async Task Crash_BetweenWriteAndNote_WritesNothingMoreOnceTheEchoWasRead()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
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
        var next = scope.Now + TimeSpan.FromMinutes(1);
        await desk.Note(new OwedResult((await desk.Claim()).Single(), "busy", next));
        (await desk.Claim()).Should().BeEmpty();
        var waiting = (await desk.TheEdit())!;
        (waiting.State, waiting.Error, waiting.NextAttemptAt, waiting.Attempts)
            .Should()
            .Be((ProductEditState.Owed, "busy", next, 1));

        scope.Now = next;
        var held = (await desk.Claim()).Single();
        await desk.Note(new OwedResult(held, "held", next) { IsAttempt = false });
        (await desk.TheEdit())!.Attempts.Should().Be(1, "the platform was not asked");
        await desk.Note(new OwedResult((await desk.Claim()).Single(), "refused"));

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
        var older = (await desk.Claim()).Single();
        await desk.Edit("""{"stock":8}""");

        await desk.Note(new OwedResult(older));

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

    [Fact]
    public async Task Note_OfAFinalFailure_TellsItOnceInTheSameCommit()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        await desk.Edit("""{"title":"Mug","variants":{"red":{"stock":8},"blue":{"stock":9}}}""");
        var claimed = await desk.Claim();
        var results = claimed.Select(one =>
            one.Field.Variant switch
            {
                "red" => new OwedResult(one, "refused"),
                "blue" => new OwedResult(one, "busy", scope.Now),
                _ => new OwedResult(one),
            }
        );

        await desk.Note([.. results]);
        await desk.Note([.. results]);

        (await desk.Events("product.write_failed")).Should().Be(1, "what passes is tried again");
        var payload = await scope.Scalar<string>(
            "select convert_from(payload, 'UTF8') from events where type = 'product.write_failed'"
        );
        var told = System.Text.Json.JsonDocument.Parse(payload).RootElement;
        (told.GetProperty("id").GetString(), told.GetProperty("field").GetString()).Should().Be(("1", "stock"));
        (told.GetProperty("variant").GetString(), told.GetProperty("error").GetString())
            .Should()
            .Be(("red", "refused"));
        told.GetProperty("local").GetProperty("stock").GetInt64().Should().Be(8);
    }

    [Fact]
    public async Task Note_OfAFailureOfAValueThatWasSetAnewMeanwhile_TellsNothing()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        var older = (await desk.Claim()).Single();
        await desk.Edit("""{"stock":8}""");

        await desk.Note(new OwedResult(older, "refused"));

        (await desk.TheEdit())!.State.Should().Be(ProductEditState.Owed);
        (await desk.Events("product.write_failed")).Should().Be(0);
    }
}
