using Integration.Collections;
using Integration.Platforms;
using Integration.Products;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>What writing does where a platform, the database or the silo does not.</summary>
public sealed class OwedWriterTroubleTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_busy = new(FailureKind.Transient, FailureReason.Platform, "busy");
    private readonly WritingConnector _platform = new();

    [Fact]
    public async Task Run_WhereOneAccountsPlatformHangs_WritesToTheOthersMeanwhile()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"));
        await scope.Desk.Edit("""{"stock":7}""", "1");
        await scope.Desk.Edit("""{"stock":7}""", "2");
        await storage.Execute(
            $$"""
            insert into shops (id, settings, enabled, version, created_at, updated_at)
            select 'shop-2', '{"account":"{{FixedAccounts.Other}}"}', true, 1, created_at, updated_at from shops;
            update products set shop = 'shop-2' where id = '2';
            update product_edits set shop = 'shop-2' where product = '2'
            """
        );
        var held = new TaskCompletionSource();
        _platform.BeforeStock = (account, _) =>
            account.AccountId == ConflictDesk.Account ? held.Task : Task.CompletedTask;
        var writer = scope.Writer();
        const string written = "select state = 2 from product_edits where product = '2'";

        await writer.Begin(TestContext.Current.CancellationToken);
        await storage.Until(written);
        await storage.Execute("update product_edits set state = 0, revision = revision + 1 where product = '2'");
        do
        {
            // Its last look for more may be under way, which takes that one or not.
            await writer.Begin(TestContext.Current.CancellationToken);
        } while (!await storage.Scalar<bool>(written));

        (await scope.Desk.TheEdit("1"))!.State.Should().Be(ProductEditState.Owed);
        held.SetResult();
        await writer.Ended();
        (await scope.Desk.TheEdit("1"))!.State.Should().Be(ProductEditState.Written);
    }

    [Fact]
    public async Task Run_ThatTheDeadlineCutsOff_IsAnAttemptWhereItWasSentAndComesAgain()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item());
        await scope.Desk.Edit("""{"stock":7}""");
        var (lockTime, held) = (scope.Desk.Options.LockTime, new TaskCompletionSource());
        _platform.BeforeStock = (_, _) => held.Task;
        scope.Desk.Options.LockTime = TimeSpan.FromSeconds(1);

        await OwedScope.Write(scope.Writer(), TestContext.Current.CancellationToken);

        var waiting = (await scope.Desk.TheEdit())!;
        (waiting.State, waiting.Error, waiting.Attempts)
            .Should()
            .Be((ProductEditState.Owed, OwedFailures.Late.Detail, 1));
        held.SetResult();
        scope.Desk.Options.LockTime = lockTime;
        await scope.WriteAll();
        (await scope.Desk.TheEdit())!.State.Should().Be(ProductEditState.Written);
    }

    [Fact]
    public async Task Run_ThatTheDeadlineCutsOffAfterAnotherEdit_DoesNotSendThatAgainAtOnce()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item());
        await scope.Desk.Edit("""{"stock":7}""");
        var held = new TaskCompletionSource();
        _platform.BeforeTold = () => scope.Desk.Edit("""{"stock":8}""");
        _platform.BeforeStock = (_, _) => held.Task;
        scope.Desk.Options.LockTime = TimeSpan.FromSeconds(1);

        await OwedScope.Write(scope.Writer(), TestContext.Current.CancellationToken);

        held.SetResult();
        _platform.Levels.Single().Single().Quantity.Should().Be(8);
        var waiting = (await scope.Desk.TheEdit())!;
        (waiting.State, waiting.Attempts).Should().Be((ProductEditState.Owed, 1));
        (
            await storage.Scalar<bool>(
                "select due_at >= @Soonest from product_edits",
                new { Soonest = storage.Now.UtcDateTime + scope.Desk.Options.FirstWait - TimeSpan.FromSeconds(1) }
            )
        )
            .Should()
            .BeTrue("the call may still change it");
    }

    [Fact]
    public async Task Run_OfAProductThatCannotBeStored_FailsIt_AndLetsTheOthersThrough()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"));
        await scope.Desk.Edit("""{"stock":7}""", "1");
        await scope.Desk.Edit("""{"stock":7}""", "2");
        await storage.Execute("alter table products add check (id <> '1' or version = 1)");
        _platform.Told = static id => new Product
        {
            Platform = "somewhere",
            Id = id,
            Titles = [new LocalizedText("zh", "Bowl")],
        };

        await scope.WriteAll();

        var failed = (await scope.Desk.TheEdit("1"))!;
        (failed.State, failed.Error).Should().Be((ProductEditState.Failed, OwedFailures.NotStorable.Detail));
        (await scope.Desk.TheEdit("2"))!.State.Should().Be(ProductEditState.Written);
    }

    [Fact]
    public async Task Run_WhileTheDatabaseIsAway_IsNoAttempt()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item());
        await scope.Desk.Edit("""{"stock":7}""");
        _platform.Told = static _ => throw new NpgsqlException("It ended.");

        await scope.WriteAll();

        var waiting = (await scope.Desk.TheEdit())!;
        (waiting.State, waiting.Error, waiting.Attempts)
            .Should()
            .Be((ProductEditState.Owed, OwedFailures.DatabaseAway.Detail, 0));
    }

    [Fact]
    public async Task Run_WhereTheAccountCannotBeUsed_TriesAgainAfterAWait()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item());
        await scope.Desk.Edit("""{"stock":7}""");
        scope.Accounts.Failure = new(FailureKind.Permanent, FailureReason.NotAllowed, "disabled");
        for (var round = 0; round < 2 * scope.Desk.Options.MaxAttempts; round++)
        {
            await scope.WriteAll();
        }

        var waiting = (await scope.Desk.TheEdit())!;
        (waiting.State, waiting.Error, waiting.Attempts).Should().Be((ProductEditState.Owed, "disabled", 0));

        scope.Accounts.Failure = null;
        await scope.WriteAll();

        (await scope.Desk.TheEdit())!.State.Should().Be(ProductEditState.Written);
    }

    [Fact]
    public async Task Run_OfAProductThatCannotBeRead_WritesItLaterAndTheOthersNow()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"));
        await scope.Desk.Edit("""{"stock":7}""", "1");
        await scope.Desk.Edit("""{"stock":7}""", "2");
        var told = _platform.Told;
        _platform.Told = id => id == "1" ? s_busy : told(id);

        await scope.WriteAll();

        _platform.Levels.Single().Select(static one => one.ProductId).Should().Equal("2");
        var waiting = (await scope.Desk.TheEdit("1"))!;
        (waiting.State, waiting.Error, waiting.Attempts).Should().Be((ProductEditState.Owed, "busy", 1));
    }

    [Fact]
    public async Task Run_ThatIsCancelled_NotesWhatItHasAnAnswerFor()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item());
        await scope.Desk.Edit("""{"title":"Mug","stock":7}""");
        var held = new TaskCompletionSource();
        _platform.BeforeStock = (_, _) => held.Task;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // The title's answer is there and its wait is being reckoned when the silo ends; the stock has none yet.
        _platform.Refusal = static _ => s_busy;

        await OwedScope.Write(scope.Writer(new EndingRandom(ending)), ending.Token);

        held.SetResult();
        var edits = await scope.Desk.TheEdits();
        edits
            .Select(static one => (one.Field, one.Error))
            .Should()
            .BeEquivalentTo([(ProductField.Title, (string?)"busy"), (ProductField.Stock, null)]);
    }

    [Fact]
    public async Task Run_WhoseNoteWaitsForALock_GivesUpAfterItsTime()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        scope.Desk.Options.NoteTimeout = TimeSpan.FromMilliseconds(300);
        await scope.Desk.Sync(ConflictDesk.Item());
        await scope.Desk.Edit("""{"stock":7}""");
        await using var other = await storage.Database.Reads.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        _platform.BeforeStock = async (_, ct) =>
        {
            await using var command = other.CreateCommand();
            command.CommandText = "select 1 from product_edits for update";
            await command.ExecuteNonQueryAsync(ct);
        };

        await OwedScope.Write(scope.Writer(), TestContext.Current.CancellationToken);

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        _platform.BeforeStock = static (_, _) => Task.CompletedTask;
        storage.Now += scope.Desk.Options.LockTime;
        await scope.WriteAll();
        (await scope.Desk.TheEdit())!.State.Should().Be(ProductEditState.Written, "it is written again");
        _platform.Levels.Should().HaveCount(2);
    }

    /// <summary>Ends the silo in the middle of what it is asked for.</summary>
    private sealed class EndingRandom(CancellationTokenSource ending) : Random(1)
    {
        public override double NextDouble()
        {
            ending.Cancel();
            return 0;
        }
    }
}
