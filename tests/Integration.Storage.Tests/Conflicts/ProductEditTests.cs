namespace Integration.Conflicts;

public sealed class ProductEditTests(StorageFixture fixture)
{
    [Fact]
    public async Task Change_OfEachField_LiesBesideTheCopyWithWhatWasCommon()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());

        var edited = await desk.Edit("""{"title":"Mug","price":{"amount":12.50,"currency":"EUR"},"stock":7}""");

        edited.Version.Should().Be(1);
        edited
            .Edits.Select(static one => (one.Field, one.Local, one.Remote, one.Base, one.State))
            .Should()
            .Equal(
                (
                    ProductField.Title,
                    ConflictDesk.Title("Mug"),
                    ConflictDesk.Title("Cup"),
                    ConflictDesk.Title("Cup"),
                    ProductEditState.Owed
                ),
                (
                    ProductField.Price,
                    ConflictDesk.Price(12.5m),
                    ConflictDesk.Price(10),
                    ConflictDesk.Price(10),
                    ProductEditState.Owed
                ),
                (
                    ProductField.Stock,
                    ConflictDesk.Stock(7),
                    ConflictDesk.Stock(5),
                    ConflictDesk.Stock(5),
                    ProductEditState.Owed
                )
            );
        edited.Edits.Should().OnlyContain(static one => one.EditedBy == "editor" && one.Attempts == 0);
    }

    [Fact]
    public async Task Change_OfVariants_IsKeptByVariant()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));

        await desk.Edit("""{"variants":{"red":{"price":{"amount":9,"currency":"EUR"}}}}""");
        var edited = await desk.Edit("""{"variants":{"blue":{"stock":0}}}""");

        edited
            .Edits.Select(static one => (one.Variant, one.Local, one.Base))
            .Should()
            .Equal(
                ("red", ConflictDesk.Price(9), ConflictDesk.Price(10)),
                ("blue", ConflictDesk.Stock(0), ConflictDesk.Stock(4))
            );
        edited = await desk.Edit("""{"variants":{"red":null}}""");
        edited.Edits.Should().ContainSingle().Which.Variant.Should().Be("blue");
        edited.Version.Should().Be(3);
    }

    [Fact]
    public async Task Change_BackToThePlatformsValueOrToNull_LeavesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        (await desk.Edit("""{"title":"Cup"}""")).Version.Should().Be(0, "it is what the platform has");
        await desk.Edit("""{"title":"Mug","stock":9}""");

        var edited = await desk.Edit("""{"title":"Cup","stock":null}""");

        edited.Edits.Should().BeEmpty();
        (await scope.Scalar<bool>("select edited from products")).Should().BeFalse();
        (await desk.WriteAll()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"stock":-1}""", "stock")]
    [InlineData("""{"title":" "}""", "title")]
    [InlineData("""{"title":"a\u0007b"}""", "title")]
    [InlineData("""{"price":{"amount":0,"currency":"EUR"}}""", "price")]
    [InlineData("""{"price":{"amount":5,"currency":"eur"}}""", "price")]
    [InlineData("""{"price":{"amount":5,"currency":"USD"}}""", "price")]
    [InlineData("""{"price":{"currency":"EUR"}}""", "price")]
    [InlineData("""{"variants":{"green":{"stock":1}}}""", "variants.green.stock")]
    [InlineData("""{"titel":"Mug"}""", "titel")]
    public async Task Change_ThatIsNotValid_NamesTheFieldAndStoresNothing(string patch, string field)
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());

        var edited = await desk.TryEdit(patch);

        edited.Problem!.Status.Should().Be(422);
        edited.Problem.Errors.Should().ContainSingle(one => one.Key.StartsWith(field, StringComparison.Ordinal));
        (await desk.TheEdit()).Should().BeNull();
    }

    [Fact]
    public async Task Change_OfPriceOrStockOfAProductWithVariants_AsksForThem()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        var edited = await desk.TryEdit("""{"stock":1,"title":"Mug"}""");
        edited.Problem!.Errors!["stock"].Should().ContainSingle().Which.Should().Contain("2 variants");
    }

    [Fact]
    public async Task Change_OfTooManyFields_IsRefused()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        desk.Options.MaxEdits = 1;
        await desk.Sync(ConflictDesk.Item());
        (await desk.TryEdit("""{"title":"Mug","stock":1}""")).Problem!.Status.Should().Be(422);
    }

    [Fact]
    public async Task Change_OfAnUnknownOrDeletedProduct_IsNotFound()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        (await desk.TryEdit("""{"stock":1}""")).Problem!.Status.Should().Be(404);
        await desk.Sync(ConflictDesk.Item());
        await scope.Execute("update products set deleted_at = now()");
        (await desk.TryEdit("""{"stock":1}""")).Problem!.Status.Should().Be(404);
    }

    [Fact]
    public async Task Change_OfTwoEditorsWithOneVersion_LetsTheFirstInAndTellsTheOther()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":6}""");

        var both = await Task.WhenAll(
            desk.TryEdit("""{"title":"Mug"}""", ifMatch: 1),
            desk.TryEdit("""{"title":"Beaker"}""", ifMatch: 1)
        );

        both.Count(static one => one.Succeeded).Should().Be(1);
        both.Single(static one => !one.Succeeded).Problem!.Slug.Should().Be("stale-version");
        var winner = both.Single(static one => one.Succeeded).Value!;
        winner.Version.Should().Be(2);
        (await desk.Edits.Find(ConflictDesk.Shop, "1", CancellationToken.None)).Should().BeEquivalentTo(winner);
    }

    [Fact]
    public async Task Change_OfAFieldThatThePlatformDoesNotTake_IsAConflictAndStoresNothing()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"title":"Mug"}""");
        desk.Writable = new WritableFields("somewhere", [ProductField.Stock]);

        var refused = await desk.TryEdit("""{"title":"Beaker","stock":7}""");

        (refused.Problem!.Slug, refused.Problem.Status).Should().Be(("product-not-writable", 409));
        refused.Problem.Detail.Should().Contain("title").And.Contain("somewhere").And.NotContain("stock");
        (await desk.TheEdit())!.Local.Should().Be(ConflictDesk.Title("Mug"));
        (await desk.Edit("""{"stock":7}""")).Edits.Should().HaveCount(2, "it takes that");
        (await desk.Edit("""{"title":null}""")).Edits.Should().ContainSingle("to withdraw writes nothing");
    }

    [Fact]
    public async Task Change_OfAnotherField_KeepsAnUndecidedOneWhosePlaceIsGone()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        await desk.Edit("""{"variants":{"red":{"stock":8}}}""");
        await desk.Sync(ConflictDesk.Detail("1", ("red", 10, 2), ("blue", 11, 4)));
        var open = (await desk.All()).Single();
        await desk.Sync(ConflictDesk.Detail("1", ("blue", 11, 4)));

        var edited = await desk.Edit("""{"variants":{"blue":{"stock":0}}}""");

        edited
            .Edits.Select(static one => (one.Variant, one.State))
            .Should()
            .BeEquivalentTo([("red", ProductEditState.Conflict), ("blue", ProductEditState.Owed)]);
        (await desk.All()).Should().ContainSingle().Which.Should().Be(open);
        (await desk.TryEdit("""{"variants":{"red":{"stock":9}}}"""))
            .Problem!.Errors.Should()
            .ContainKey("variants.red.stock", "what is named is checked");
    }

    [Fact]
    public async Task Change_OfAnotherField_DoesNotTryAFailedOneAgain()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"stock":7}""");
        await desk.Note(new OwedResult((await desk.Claim()).Single(), "refused"));

        var edited = await desk.Edit("""{"title":"Mug"}""");

        edited
            .Edits.Select(static one => (one.Field, one.State))
            .Should()
            .BeEquivalentTo([
                (ProductField.Title, ProductEditState.Owed),
                (ProductField.Stock, ProductEditState.Failed),
            ]);
    }

    [Fact]
    public async Task Change_OfAPartOfAValue_IsCheckedAsMergedWithTheOlderEdit()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item());
        await desk.Edit("""{"price":{"amount":9,"currency":"EUR"}}""");

        (await desk.TryEdit("""{"price":{"currency":"USD"}}""")).Problem!.Errors.Should().ContainKey("price");
        await desk.Edit("""{"price":{"amount":8}}""");

        (await desk.TheEdit())!.Local.Should().Be(ConflictDesk.Price(8));
    }
}
