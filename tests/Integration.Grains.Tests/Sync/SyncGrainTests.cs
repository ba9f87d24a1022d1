using Integration.Access;
using Integration.Alerts;
using Integration.Lists;
using Integration.Shops;
using Integration.Time;

namespace Integration.Sync;

public sealed class SyncGrainTests(StorageFixture fixture)
{
    private static readonly SyncRequest s_full = new() { Kind = SyncKind.Orders, Mode = SyncMode.Full };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Repeated_IsAnsweredAsBeforeThoughTheShopWasPausedMeanwhile()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        using var grain = Grain(scope);
        var started = await grain.Start(s_full, Person("start"), Ct);
        await Ended(scope, started.Value!.Id);
        await Pause(scope);

        var again = await grain.Start(s_full, Person("start"), Ct);

        (again.Problem, again.Replayed, again.Value!.Id).Should().Be((null, true, started.Value.Id));
        (await grain.Start(s_full, Person("start", body: 2), Ct)).Problem!.Status.Should().Be(409);
        (await grain.Start(s_full, Person("other"), Ct)).Problem!.Slug.Should().Be("shop-paused");
    }

    [Fact]
    public async Task Stop_Repeated_LeavesTheNextRunAlone()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        using var grain = Grain(scope);
        var first = (await scope.Begin(SyncMode.Full)).Value!.Shown.Id;
        (await grain.Stop(first, Person("stop"), Ct)).Value!.State.Should().Be(SyncRunState.Stopped);
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        scope.Book.Before = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        var next = await grain.Start(s_full, Person("next"), Ct);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);

        (await grain.Stop(first, Person("stop"), Ct)).Replayed.Should().BeTrue();

        answer.SetResult();
        (await Ended(scope, next.Value!.Id)).Should().Be(SyncRunState.Completed);
    }

    [Fact]
    public async Task Record_ByHand_StandsInTheAuditOnce()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        using var grain = Grain(scope);

        var synced = await grain.SyncRecord("PO-1", Person("record"), Ct);
        var again = await grain.SyncRecord("PO-1", Person("record"), Ct);

        (synced.Replayed, synced.Value!.Outcome).Should().Be((false, RecordSyncOutcome.Created));
        (again.Replayed, again.Value!.Outcome).Should().Be((true, RecordSyncOutcome.Created));
        var audit = await new AuditQueries(scope.Storage.Database).List(null, null, new PageRequest(10, null), Ct);
        var entry = audit.Data.Should().ContainSingle().Subject;
        (entry.Actor, entry.Action, entry.Target).Should().Be(("person", "sync.record", "shop/shop-1"));
        entry.After!.Value.GetProperty("id").GetString().Should().Be("PO-1");
    }

    private static SyncGrain Grain(SyncScope scope) =>
        new SyncGrain(
            scope.Starter,
            scope.Plans(),
            scope.Runner(),
            scope.Records(),
            new ConfigurationTransaction(scope.Storage.Database, scope.Clock, new UuidV7Generator()),
            new RepeatableAnswers(scope.Storage.Database, scope.Clock)
        ).At(ISyncGrain.KeyOf(SyncScope.Shop, SyncKind.Orders));

    private static WriteContext Person(string key, byte body = 1) =>
        new("person", null) { Idempotency = new IdempotencyClaim("person", "POST /test", key, [body]) };

    private static async Task<SyncRunState> Ended(SyncScope scope, Guid run)
    {
        var state = SyncRunState.Running;
        await AlertStage.Until(
            async () =>
            {
                state = (await scope.Runs.Find(run, scope.Clock.UtcNow(), Ct))!.Shown.State;
                return state != SyncRunState.Running;
            },
            "the run's end"
        );
        return state;
    }

    private static async Task Pause(SyncScope scope)
    {
        await using var connection = await scope.Storage.Database.Reads.OpenConnectionAsync(Ct);
        await ShopTable.Pause(connection, SyncScope.Shop, new ShopPause(scope.Clock.UtcNow(), "Holidays."), Ct);
    }
}
