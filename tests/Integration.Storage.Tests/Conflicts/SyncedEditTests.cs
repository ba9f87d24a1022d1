namespace Integration.Conflicts;

public sealed class SyncedEditTests(StorageFixture fixture)
{
    private const string Everything = """{"title":"Mug","price":{"amount":12.5,"currency":"EUR"},"stock":7}""";

    [Theory]
    [InlineData(ConflictPolicyKind.RemoteWins, ConflictTake.Remote)]
    [InlineData(ConflictPolicyKind.LocalWins, ConflictTake.Local)]
    [InlineData(ConflictPolicyKind.NewestWins, ConflictTake.Remote)]
    [InlineData(ConflictPolicyKind.ByHand, null)]
    public async Task Sync_OfFieldsThatBothSidesChanged_FollowsThePolicyAndKeepsBothValues(
        ConflictPolicyKind policy,
        ConflictTake? taken
    )
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.SetPolicy(policy);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit(Everything);

        var outcome = await desk.Sync(ConflictDesk.Item(title: "Bowl", price: 11, stock: 2));

        outcome.Changed.Should().Equal("1");
        outcome.Events.Should().HaveCount(4, "three conflicts beside the product's change");
        (await desk.Events("product.conflict_detected")).Should().Be(3);
        (await desk.Events("product.updated")).Should().Be(1);
        var conflicts = await desk.All();
        conflicts
            .Select(static one => (one.Field, one.Base, one.Local, one.Remote))
            .Should()
            .BeEquivalentTo([
                (ProductField.Title, ConflictDesk.Title("Cup"), ConflictDesk.Title("Mug"), ConflictDesk.Title("Bowl")),
                (ProductField.Price, ConflictDesk.Price(10), ConflictDesk.Price(12.5m), ConflictDesk.Price(11)),
                (ProductField.Stock, ConflictDesk.Stock(5), ConflictDesk.Stock(7), ConflictDesk.Stock(2)),
            ]);
        var state = taken is null ? ConflictState.Open : ConflictState.Settled;
        conflicts
            .Should()
            .OnlyContain(one => one.State == state && one.Taken == taken && one.Policy == policy && one.Version == 1);
        var owed = await desk.WriteAll();
        owed.Should().HaveCount(taken == ConflictTake.Local ? 3 : 0);
    }

    [Fact]
    public async Task Sync_UnderNewestWins_TakesTheEditThatCameAfterThePlatformsChange()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.SetPolicy(ConflictPolicyKind.NewestWins);
        await desk.Sync(ConflictDesk.Item());
        var before = scope.Now;
        scope.Now += TimeSpan.FromMinutes(5);
        await desk.Edit("""{"stock":7}""");

        await desk.SyncAt(before + TimeSpan.FromMinutes(1), ConflictDesk.Item(stock: 2));

        (await desk.All()).Should().ContainSingle().Which.Taken.Should().Be(ConflictTake.Local);
        (await desk.TheEdit())!.Base.Should().Be(ConflictDesk.Stock(2), "both have that in common from now on");
    }

    [Fact]
    public async Task Sync_UnderOwners_LetsEachOwnerWinAndAsksAboutTheRest()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.SetPolicy(
            ConflictPolicyKind.FieldOwner,
            new FieldOwners { Price = FieldOwner.Local, Stock = FieldOwner.Remote }
        );
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit(Everything);

        await desk.Sync(ConflictDesk.Item(title: "Bowl", price: 11, stock: 2));

        (await desk.All())
            .Select(static one => (one.Field, one.State, one.Taken))
            .Should()
            .BeEquivalentTo([
                (ProductField.Title, ConflictState.Open, (ConflictTake?)null),
                (ProductField.Price, ConflictState.Settled, ConflictTake.Local),
                (ProductField.Stock, ConflictState.Settled, ConflictTake.Remote),
            ]);
        (await desk.Edits.Find(ConflictDesk.Shop, "1", CancellationToken.None))!
            .Edits.Select(static one => (one.Field, one.State))
            .Should()
            .Equal((ProductField.Title, ProductEditState.Conflict), (ProductField.Price, ProductEditState.Owed));
    }

    [Fact]
    public async Task Sync_OfAVariantThatBothSidesChanged_IsAConflictOfThatVariantAlone()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        await desk.Edit("""{"variants":{"red":{"stock":8},"blue":{"stock":9}}}""");

        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 2), ("blue", 11, 4)));

        (await desk.All()).Should().ContainSingle().Which.Variant.Should().Be("red");
        (await desk.Edits.Find(ConflictDesk.Shop, "1", CancellationToken.None))!
            .Edits.Select(static one => (one.Variant, one.State))
            .Should()
            .BeEquivalentTo([("red", ProductEditState.Conflict), ("blue", ProductEditState.Owed)]);
    }

    [Fact]
    public async Task Sync_OfAnotherField_IsNoConflictAndLetsTheEditBeWritten()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");

        await desk.Sync(ConflictDesk.Item(title: "Bowl"));

        (await desk.All()).Should().BeEmpty();
        (await desk.Claim()).Should().ContainSingle().Which.Value.Should().Be(ConflictDesk.Stock(7));
    }

    [Fact]
    public async Task Sync_OfTheSameValue_EndsTheEditWithoutAWrite()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"price":{"amount":12.50,"currency":"EUR"}}""");

        await desk.Sync(ConflictDesk.Item(price: 12.5m));

        (await desk.TheEdit()).Should().BeNull();
        (await desk.All()).Should().BeEmpty();
        (await desk.WriteAll()).Should().BeEmpty();
    }

    [Fact]
    public async Task Sync_AfterAWrite_TakesItsEchoForNoConflict()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        (await desk.WriteAll()).Should().ContainSingle();
        (await desk.TheEdit())!.State.Should().Be(ProductEditState.Written);

        await desk.Sync(ConflictDesk.Item(stock: 7));

        (await desk.TheEdit()).Should().BeNull();
        (await desk.All()).Should().BeEmpty();
        (await desk.Events("product.updated")).Should().Be(1);
        (await desk.WriteAll()).Should().BeEmpty("it was written once");
    }

    [Fact]
    public async Task Sync_ThatStillTellsWhatAWriteReplaced_IsNoConflict()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.WriteAll();
        // Before its echo it is edited again: the list that is late tells neither of the two.
        await desk.Edit("""{"stock":8}""");

        await desk.Sync(ConflictDesk.Item(title: "Bowl", stock: 5));

        (await desk.All()).Should().BeEmpty();
        var edit = (await desk.TheEdit())!;
        (edit.Local, edit.Base, edit.State)
            .Should()
            .Be((ConflictDesk.Stock(8), ConflictDesk.Stock(7), ProductEditState.Owed));
        await desk.Sync(ConflictDesk.Item(title: "Bowl", stock: 7));
        (await desk.All()).Should().BeEmpty("it is the echo of the first write");
        (await desk.WriteAll()).Should().ContainSingle().Which.Value.Should().Be(ConflictDesk.Stock(8));
    }

    [Fact]
    public async Task Sync_OfWhatSomebodyMadeOfAWrittenValue_TakesThat()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.SetPolicy(ConflictPolicyKind.LocalWins);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.WriteAll();

        await desk.Sync(ConflictDesk.Item(stock: 1));

        (await desk.TheEdit()).Should().BeNull();
        (await desk.All()).Should().BeEmpty();
        (await desk.WriteAll()).Should().BeEmpty();
    }

    [Fact]
    public async Task Sync_WhileAPersonIsAsked_BringsTheQuestionUpToDateWithoutANewOne()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.Sync(ConflictDesk.Item(stock: 2));
        await desk.Sync(ConflictDesk.Item(title: "Bowl", stock: 2));
        (await desk.All()).Should().ContainSingle().Which.Version.Should().Be(1, "nothing of it has changed");

        await desk.Sync(ConflictDesk.Item(title: "Bowl", stock: 3));

        var conflict = (await desk.All()).Should().ContainSingle().Subject;
        (conflict.Version, conflict.Remote).Should().Be((2, ConflictDesk.Stock(3)));
        (await desk.Events("product.conflict_detected")).Should().Be(1);
    }

    [Theory]
    [InlineData(5, ProductEditState.Owed)]
    [InlineData(7, null)]
    public async Task Sync_ThatEndsTheDifference_MakesTheQuestionObsolete(long stock, ProductEditState? state)
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.Sync(ConflictDesk.Item(stock: 2));

        await desk.Sync(ConflictDesk.Item(stock: stock));

        (await desk.All()).Should().ContainSingle().Which.State.Should().Be(ConflictState.Obsolete);
        var edit = await desk.TheEdit();
        (edit?.State).Should().Be(state);
    }

    [Fact]
    public async Task Sync_OfAPageWithoutEdits_AsksForNone()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"));
        await desk.Edit("""{"stock":7}""", "2");
        // Whoever reads the edits of a page would wait for this lock until the statement is cancelled.
        await using var other = await scope.Database.Reads.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "lock table product_edits, conflicts, conflict_policies in access exclusive mode";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var outcome = await desk.Sync(ConflictDesk.Item("1", stock: 9), ConflictDesk.Item("2"));

        outcome.Changed.Should().Equal("1");
        outcome.Unchanged.Should().Be(1, "it has edits, and is as it was");
    }

    [Fact]
    public async Task Sync_AndEditAtOnce_LoseNeither()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        for (var round = 0; round < 10; round++)
        {
            var (edited, synced) = (
                desk.TryEdit($$"""{"stock":{{100 + round}}}"""),
                desk.Sync(ConflictDesk.Item(stock: 10 + round))
            );
            await Task.WhenAll(edited, synced);

            var edit = (await desk.TheEdit())!;
            edit.Remote.Should().Be(ConflictDesk.Stock(10 + round));
            edit.Local.Should().Be(ConflictDesk.Stock(100 + round));
            // Compared with the newer value, whichever came first: either it was common, or a person is asked.
            (edit.State == ProductEditState.Conflict || edit.Base == edit.Remote)
                .Should()
                .BeTrue();
        }
    }
}
