using Integration.Delivery;
using Integration.Orders;

namespace Integration.Sync;

/// <summary>Two owners of one run, two writers of one order, and what a crash leaves.</summary>
public sealed class SyncOwnerTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_ByAnOwnerWhoLostTheRun_WritesNothingAndSaysSo()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var old = await desk.Begin();
        await desk.Write(old, SyncDesk.Order("PO-1"));
        var owner = (await desk.Runs.TakeOver(old.Shown.Id, scope.Now, Ct))!;
        (owner.Epoch, owner.Checkpoint, owner.Shown.Pages).Should().Be((2L, "{\"page\":1}", 1L));

        var lost = desk.PageOf(old with { Shown = owner.Shown }, [SyncRecord.Of(SyncDesk.Order("PO-2"))]);
        (await desk.Write(lost)).IsWritten.Should().BeFalse();

        (await scope.Scalar<long>("select count(*) from orders")).Should().Be(1);
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(1);
        (await desk.Write(desk.PageOf(owner, lost.Records))).IsWritten.Should().BeTrue();
    }

    [Fact]
    public async Task Write_OfAPageThatIsWrittenAlready_WritesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        var page = desk.PageOf(run, [SyncRecord.Of(SyncDesk.Order("PO-1"))]);
        (await desk.Write(page)).IsWritten.Should().BeTrue();

        var again = await desk.Write(page with { Records = [SyncRecord.Of(SyncDesk.Order("PO-2"))] });

        (again.IsWritten, again.Events.Count).Should().Be((false, 0));
        (await desk.Read(run)).Shown.Pages.Should().Be(1);
    }

    [Fact]
    public async Task Write_OfAStoppedRun_WritesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await using (var connection = await scope.Database.Reads.OpenConnectionAsync(Ct))
        {
            var stopped = await SyncRunTable.Finish(
                connection,
                run.Shown.Id,
                null,
                new SyncRunEnd(SyncRunState.Stopped),
                scope.Now,
                Ct
            );
            stopped!.Shown.State.Should().Be(SyncRunState.Stopped);
        }

        (await desk.Write(run, SyncDesk.Order("PO-1"))).IsWritten.Should().BeFalse();
        (await desk.Runs.TakeOver(run.Shown.Id, scope.Now, Ct)).Should().BeNull();
        (await desk.Finish(run)).Should().BeNull();
    }

    [Fact]
    public async Task Write_ThatBreaksOffAtItsLastStatement_LeavesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin(SyncMode.Full);
        await desk.Write(run, SyncDesk.Order("PO-1"));
        // The event of an order of this number cannot be stored, whatever else of its page was.
        await scope.Execute("alter table events add constraint broken check (subject <> 'order/PO-3')");
        var page = desk.PageOf(
            await desk.Read(run),
            [SyncRecord.Of(SyncDesk.Order("PO-2", OrderStatus.Shipped)), SyncRecord.Of(SyncDesk.Order("PO-3"))]
        ) with
        {
            Failures = [SyncDesk.Bad("PO-4")],
            Enriches = true,
        };

        var write = () => desk.Write(page);

        await write.Should().ThrowAsync<Npgsql.PostgresException>();
        var counts = await scope.Scalar<string>(
            """
            select concat_ws(' ', (select count(*) from orders), (select count(*) from events),
                (select count(*) from record_versions), (select count(*) from record_failures),
                (select count(*) from enrichment_tasks), (select count(*) from sync_seen), (select pages from sync_runs))
            """
        );
        counts.Should().Be("1 1 1 0 0 1 1", "of the page before alone");
        await scope.Execute("alter table events drop constraint broken");
        (await desk.Write(page)).Created.Should().BeEquivalentTo("PO-2", "PO-3");
    }

    [Fact]
    public async Task Write_ByManyAtOnceOfTheSameOrders_MakesEachEventOnce()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.WriteAlone(SyncDesk.Order("PO-1"));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(WriteAll));

        // 6 writers, each newer than the one before; whoever comes late has nothing to tell.
        var order = await desk.Order("PO-1");
        order.Order.GetProperty("lines")[0].GetProperty("title").GetString().Should().Be("Cup 5");
        (await scope.Scalar<long>("select count(*) from events where type = 'order.created'")).Should().Be(3);
        (await scope.Scalar<long>("select count(*) from events where subject = 'order/PO-1'"))
            .Should()
            .Be(order.Version);
        (await scope.Scalar<long>("select sum(version) from orders"))
            .Should()
            .Be(await scope.Scalar<long>("select count(*) from events"), "each version is one event");

        async Task WriteAll(int n)
        {
            SyncRecord[] records =
            [
                .. ((string[])["PO-3", "PO-1", "PO-2"]).Select(number =>
                    SyncRecord.Of(SyncDesk.Order(number, changed: n, title: $"Cup {n}"))
                ),
            ];
            await desk.Pages.Write(
                new SyncPage(SyncDesk.Shop, SyncDesk.Platform, SyncKind.Orders, scope.Now) { Records = records },
                RoutingTable.Empty,
                scope.Now,
                Ct
            );
        }
    }

    [Fact]
    public async Task Begin_WhileOneRuns_IsRefusedAndNamesIt()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Begin(kind: SyncKind.Products);
        await desk.Begin(shop: "shop-2");

        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var second = await SyncRunTable.Begin(
            connection,
            new SyncRunStart(scope.NewId(), SyncDesk.Shop, SyncKind.Orders, SyncMode.Full, "tester"),
            scope.Now,
            Ct
        );

        (second.Problem!.Slug, second.Problem.Status).Should().Be(("sync-running", 409));
        second.Problem.Detail.Should().Contain(run.Shown.Id.ToString());
    }

    [Fact]
    public async Task Begin_ByManyAtOnce_StartsOne()
    {
        await using var scope = await fixture.Open();
        await scope.KnowShop(SyncDesk.Shop);

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Start()));

        begun.Count(static one => one).Should().Be(1);
        (await scope.Scalar<long>("select count(*) from sync_runs")).Should().Be(1);

        async Task<bool> Start()
        {
            await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            var start = new SyncRunStart(scope.NewId(), SyncDesk.Shop, SyncKind.Orders, SyncMode.Full, "tester");
            var run = await SyncRunTable.Begin(connection, start, scope.Now, Ct);
            await transaction.CommitAsync(Ct);
            return run.Succeeded;
        }
    }
}
