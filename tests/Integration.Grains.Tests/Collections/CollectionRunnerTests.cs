using Integration.Platforms;

namespace Integration.Collections;

public sealed class CollectionRunnerTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_passing = new(FailureKind.Transient, FailureReason.Network, "No line.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AsksInBatchesAndForEachProductOnce()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin("1", "2", "1", "3", "4", "5", "2");

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Collected, ended.Calls).Should().Be((CollectionState.Completed, 7, 2L));
        shop.Queries.SelectMany(query => query.Ids).Should().BeEquivalentTo("1", "2", "3", "4", "5");
        (await scope.Events()).Should().Be(5);
    }

    [Fact]
    public async Task Run_AsksForNoMoreAtOnceThanTheOptionSays()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Options.BatchesInFlight = 2;
        var bothAsked = new TaskCompletionSource();
        var asked = 0;
        shop.Before = async (_, ct) =>
        {
            // Nobody is answered until two are being asked: fewer at once would hang here.
            if (Interlocked.Increment(ref asked) == 2)
            {
                bothAsked.SetResult();
            }

            await bothAsked.Task.WaitAsync(ct);
        };

        await scope.RunToTheEnd(await scope.Begin([.. Enumerable.Range(1, 30).Select(n => $"{n}")]));

        shop.MostAtOnce.Should().Be(2);
    }

    [Fact]
    public async Task Run_OfAFailureThatPasses_AsksAgainLater()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        shop.Answer = (id, _) => shop.Queries.Count == 1 ? s_passing : CollectionDesk.Product(id);
        var row = await scope.Begin("1", "2");

        await scope.Runner().Run(row.Shown.Id, Ct);
        shop.Queries.Should().ContainSingle("the wait is not over");
        (await scope.Desk.Items(row.Shown.Id))
            .Should()
            .OnlyContain(item => item.Detail == "No line." && item.Attempts == 1);

        (await scope.RunToTheEnd(row)).Collected.Should().Be(2);
        (await scope.Desk.Items(row.Shown.Id)).Should().OnlyContain(item => item.Detail == null && item.Attempts == 2);
    }

    [Fact]
    public async Task Run_OfAFailureThatStays_GivesUpAndSaysSo()
    {
        var shop = new ShopConnector { Answer = static (_, _) => s_passing };
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin("1");

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Failed).Should().Be((CollectionState.Completed, 1));
        shop.Queries.Count.Should().Be(scope.Options.MaxAttempts);
        (await scope.Desk.Items(row.Shown.Id)).Single().Detail.Should().Be("Given up after 5 attempts. No line.");
    }

    [Fact]
    public async Task Run_OfALinkOverWhichOurCodeBreaks_FailsItAloneAfterItsAttempts()
    {
        await using var scope = await CollectionScope.Open(fixture, new ShopConnector());
        var row = await scope.Begin(
            new CollectionRequest
            {
                Account = CollectionScope.AccountId,
                Links = ["https://broken.somewhere.example/7", "https://item.somewhere.example/1"],
            }
        );

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Collected, ended.Failed).Should().Be((CollectionState.Completed, 1, 1));
        var broken = (await scope.Desk.Items(row.Shown.Id))[0];
        broken.Attempts.Should().Be(scope.Options.MaxAttempts);
        broken.Detail.Should().Be($"Given up after 5 attempts. {CollectionRules.Broken.Detail}");
    }

    [Fact]
    public async Task Run_OfAProductThatIsGone_FailsItAtOnceAndNoOther()
    {
        var gone = new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, "Product 2 is gone.");
        var shop = new ShopConnector { Answer = (id, _) => id == "2" ? gone : CollectionDesk.Product(id) };
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin("1", "2", "3");

        await scope.Runner().Run(row.Shown.Id, Ct);

        var ended = (await scope.Read(row.Shown.Id)).Shown;
        (ended.State, ended.Collected, ended.Failed).Should().Be((CollectionState.Completed, 2, 1));
        (await scope.Desk.Items(row.Shown.Id))[1]
            .Should()
            .Match<CollectionItemResource>(item =>
                item.FailureReason == FailureReason.Gone && item.Detail == "Product 2 is gone."
            );
    }

    [Fact]
    public async Task Run_ThePlatformRefusesTheAccount_EndsWithoutAskingOn()
    {
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.BadCredentials, "The secret is wrong.");
        var shop = new ShopConnector { Answer = (_, _) => refused };
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Options.BatchesInFlight = 1;
        var row = await scope.Begin([.. Enumerable.Range(1, 9).Select(n => $"{n}")]);

        await scope.Runner().Run(row.Shown.Id, Ct);

        var ended = (await scope.Read(row.Shown.Id)).Shown;
        (ended.State, ended.Failed, ended.Error).Should().Be((CollectionState.Failed, 9, "The secret is wrong."));
        shop.Queries.Should().ContainSingle();
    }

    [Fact]
    public async Task Run_OneProductIsNotAllowed_FailsItAlone()
    {
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.NotAllowed, "Not for you.");
        var shop = new ShopConnector { Answer = (id, _) => id == "1" ? refused : CollectionDesk.Product(id) };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin([.. Enumerable.Range(1, 30).Select(n => $"{n}")]));

        (ended.State, ended.Collected, ended.Failed).Should().Be((CollectionState.Completed, 29, 1));
    }

    [Fact]
    public async Task Run_NoProductIsAllowed_EndsBeforeAllAreAskedFor()
    {
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.NotAllowed, "Not for you.");
        var shop = new ShopConnector { Answer = (_, _) => refused };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin([.. Enumerable.Range(1, 300).Select(n => $"{n}")]));

        (ended.State, ended.Failed, ended.Error).Should().Be((CollectionState.Failed, 300, "Not for you."));
        shop.Queries.Count.Should().BeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task Run_OfAnAccountThatWasDisabled_FailsWhatWaits()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin("1");
        scope.Accounts.Failure = new(FailureKind.Permanent, FailureReason.NotAllowed, "The account is disabled.");

        await scope.Runner().Run(row.Shown.Id, Ct);

        var ended = (await scope.Read(row.Shown.Id)).Shown;
        (ended.State, ended.Error).Should().Be((CollectionState.Failed, "The account is disabled."));
        shop.Queries.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_WithinMaxAge_MakesNoCall()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        await scope.RunToTheEnd(await scope.Begin("1", "2"));
        var before = shop.Queries.Count;
        scope.Time.Advance(TimeSpan.FromMinutes(50));

        var ended = await scope.RunToTheEnd(await scope.Begin("2", "1"));

        (ended.Fresh, ended.Calls).Should().Be((2, 0L));
        shop.Queries.Count.Should().Be(before);
        (await scope.Events()).Should().Be(2);
    }

    [Fact]
    public async Task Run_BeyondMaxAge_AsksAndFindsThemUnchanged()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        await scope.RunToTheEnd(await scope.Begin("1", "2"));
        scope.Time.Advance(TimeSpan.FromMinutes(61));

        var ended = await scope.RunToTheEnd(await scope.Begin("2", "1"));

        (ended.Unchanged, ended.Calls).Should().Be((2, 1L));
        (await scope.Events()).Should().Be(2);
    }

    [Fact]
    public async Task Run_OfAProductThatCannotBeStored_FailsItAlone()
    {
        var shop = new ShopConnector
        {
            Answer = static (id, _) => CollectionDesk.Product(id, title: id == "2" ? "a\0b" : "Cup"),
        };
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin("1", "2", "3");

        var ended = await scope.RunToTheEnd(row);

        (ended.Collected, ended.Failed, ended.Calls).Should().Be((2, 1, 1L));
        (await scope.Desk.Items(row.Shown.Id))[1].Detail.Should().Contain("cannot be stored");
    }

    [Fact]
    public async Task Run_AConnectorBreaks_CountsAsAFailedAttempt()
    {
        var shop = new ShopConnector { Before = static (_, _) => throw new InvalidOperationException("A bug.") };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin("1"));

        ended.Failed.Should().Be(1);
        shop.Queries.Count.Should().Be(scope.Options.MaxAttempts);
    }

    [Fact]
    public async Task Run_WhileTheDiskIsFull_AsksNobody()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin("1");
        scope.Reserve.IsShort = true;
        await scope.Runner().Run(row.Shown.Id, Ct);
        shop.Queries.Should().BeEmpty();

        scope.Reserve.IsShort = false;
        (await scope.RunToTheEnd(row)).Collected.Should().Be(1);
    }

    [Fact]
    public async Task Run_TodayHasNoPartition_MakesIt()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Time.Advance(TimeSpan.FromDays(30));

        (await scope.RunToTheEnd(await scope.Begin("1"))).Collected.Should().Be(1);
        (await scope.Events()).Should().Be(1);
    }
}
