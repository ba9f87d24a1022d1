using Integration.Intake;
using Integration.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Conflicts;

public sealed class OwedCommitterTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Note_WhileManyProductsWaitToBeCompared_WaitsForNone()
    {
        await using var storage = await fixture.Open();
        var desk = await ConflictDesk.Open(storage);
        await desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"));
        await desk.Edit("""{"stock":7}""", "2");
        var written = (await desk.Claim()).Single();
        using var own = new OwnTransactions(storage.Database, new FakeTimeProvider(storage.Now));
        using var committer = new OwedCommitter(desk.Pages, desk.Owed, own.Transactions);
        await using var other = await storage.Database.Reads.OpenConnectionAsync(Ct);
        await using var transaction = await other.BeginTransactionAsync(Ct);
        await using var command = other.CreateCommand();
        command.CommandText = "select 1 from products where id = '1' for update";
        await command.ExecuteNonQueryAsync(Ct);
        var page = new SyncPage(ConflictDesk.Shop, "somewhere", SyncKind.Products, storage.Now)
        {
            Records = [SyncRecord.Of(ConflictDesk.Item("1", "Bowl") with { ModifiedAt = storage.Now })],
            ComparesEdits = true,
        };
        var compares = Enumerable.Range(0, 10).Select(_ => committer.Compare(page, Ct)).ToArray();
        await storage.Until(
            "select count(*) = 4 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        );
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        await committer.Note([new OwedResult(written)], timeout.Token);

        (await desk.TheEdit("2"))!.State.Should().Be(ProductEditState.Written);
        await transaction.RollbackAsync(Ct);
        await Task.WhenAll(compares);
    }
}
