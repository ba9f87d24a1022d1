using System.Text;
using System.Text.Json;
using Integration.Orders;

namespace Integration.Sync;

public sealed class SyncPageWriterTests(StorageFixture fixture)
{
    [Fact]
    public async Task Write_OfANewOrder_StoresItWithItsEventAndItsCheckpoint()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("erp", ["order.*"]);
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();

        var outcome = await desk.Write(run, SyncDesk.Order("PO-1"));

        outcome.Created.Should().Equal("PO-1");
        var appended = outcome.Events.Should().ContainSingle().Subject;
        appended.Deliveries.Should().ContainSingle().Which.SubscriberId.Should().Be("erp");
        var stored = appended.Event!;
        (stored.Type, stored.Source, stored.Subject, stored.Version)
            .Should()
            .Be(("order.created", SyncDesk.Shop, "order/PO-1", "1"));
        stored.Time.Should().Be(SyncDesk.Order("PO-1").UpdatedAt);
        var data = JsonDocument.Parse(stored.Payload).RootElement;
        data.GetProperty("number").GetString().Should().Be("PO-1");
        data.GetProperty("order").GetProperty("lines")[0].GetProperty("title").GetString().Should().Be("Cup");
        data.GetProperty("order").TryGetProperty("raw", out _).Should().BeFalse();
        var order = await desk.Order("PO-1");
        (order.Version, order.Status, order.ChangedAt).Should().Be((1L, OrderStatus.AwaitingShipment, stored.Time));
        var raw = await desk.Queries.Payload(SyncDesk.Shop, SyncKind.Orders, "PO-1", CancellationToken.None);
        Encoding.UTF8.GetString(raw!.Body).Should().Be("{ \"sn\": \"PO-1\" }");
        var after = await desk.Read(run);
        (after.Checkpoint, after.Shown.Pages, after.Shown.Seen, after.Shown.Created, after.Shown.Calls)
            .Should()
            .Be(("{\"page\":1}", 1L, 1L, 1L, 1L));
    }

    [Fact]
    public async Task Write_OfThePageAgain_WritesNothingButItsCheckpoint()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        Order[] orders = [.. Enumerable.Range(1, 20).Select(n => SyncDesk.Order($"PO-{n}", OrderStatus.Shipped))];
        await desk.Write(run, orders);
        var (rows, versions) = (await desk.RowsOf("orders"), await desk.RowsOf("record_versions"));
        scope.Now += TimeSpan.FromMinutes(1);

        var again = await desk.Write(run, orders);

        (again.IsWritten, again.Unchanged, again.Events.Count).Should().Be((true, 20, 0));
        (await desk.RowsOf("orders")).Should().Be(rows, "no row may be rewritten, nor even locked");
        (await desk.RowsOf("record_versions")).Should().Be(versions);
        (await scope.Scalar<long>("select count(*) from events")).Should().Be(20);
        (await desk.Read(run)).Shown.Should().Match<SyncRunResource>(one => one.Pages == 2 && one.Unchanged == 20);
    }

    [Fact]
    public async Task Write_OfAnotherStatus_IsOneEventThatSaysWhatWasThereBefore()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1"));

        var outcome = await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.Shipped, changed: 5));

        outcome.Changed.Should().Equal("PO-1");
        var stored = outcome.Events.Single().Event!;
        (stored.Type, stored.Version).Should().Be(("order.status_changed", "2"));
        var changes = JsonDocument.Parse(stored.Payload).RootElement.GetProperty("changes");
        var change = changes.EnumerateArray().First(one => one.GetProperty("field").GetString() == "status");
        (change.GetProperty("before").GetString(), change.GetProperty("after").GetString())
            .Should()
            .Be(("awaiting_shipment", "shipped"));
        (await desk.Versions("PO-1"))
            .Select(one => (one.Version, one.Event))
            .Should()
            .Equal((2, "order.status_changed"), (1, "order.created"));
    }

    [Fact]
    public async Task Write_OfAnotherTitle_IsAnUpdate()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1"));

        var stored = (await desk.Write(run, SyncDesk.Order("PO-1", changed: 5, title: "Mug"))).Events.Single().Event!;

        stored.Type.Should().Be("order.updated");
        JsonDocument
            .Parse(stored.Payload)
            .RootElement.GetProperty("changes")[0]
            .GetProperty("field")
            .GetString()
            .Should()
            .Be("lines[PO-1-1].title");
    }

    [Fact]
    public async Task Write_OfAnOlderStateAfterANewerOne_ChangesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.Shipped, changed: 5));
        scope.Now += TimeSpan.FromMinutes(1);

        var outcome = await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.AwaitingShipment, changed: 4));

        (outcome.Unchanged, outcome.Events.Count).Should().Be((1, 0));
        var order = await desk.Order("PO-1");
        (order.Status, order.Version).Should().Be((OrderStatus.Shipped, 1L));
        order.ChangedAt.Should().Be(SyncDesk.Order("PO-1", changed: 5).UpdatedAt);
    }

    [Theory]
    [InlineData(120, true, "the platform's clock was ahead, and is right again")]
    [InlineData(-120, false, "the list is late")]
    public async Task Write_OfAnOlderChangeTimeReadMuchLater_IsNewWhereTheStoredOneWasOfTheFuture(
        int ahead,
        bool isNew,
        string why
    )
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        var stored = SyncDesk.Order("PO-1") with { UpdatedAt = scope.Now + TimeSpan.FromSeconds(ahead) };
        await desk.Write(run, stored);
        var older = SyncDesk.Order("PO-1", OrderStatus.Shipped) with
        {
            UpdatedAt = stored.UpdatedAt.Value.AddSeconds(-1),
        };
        scope.Now += TimeSpan.FromMinutes(16);

        var outcome = await desk.Write(run, older);

        outcome.Changed.Should().Equal(isNew ? ["PO-1"] : Array.Empty<string>(), why);
        (await desk.Order("PO-1")).ChangedAt.Should().Be((isNew ? older : stored).UpdatedAt);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(null)]
    public async Task Write_OfOneChangeTimeOrNone_GoesByWhichWasReadLater(int? changed)
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.Shipped, changed));
        var late = desk.PageOf(await desk.Read(run), [SyncRecord.Of(SyncDesk.Order("PO-1", changed: changed))]);
        (await desk.Write(late with { ReadAt = scope.Now - TimeSpan.FromSeconds(1) })).Changed.Should().BeEmpty();

        (await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.Delivered, changed))).Changed.Should().Equal("PO-1");

        (await desk.Order("PO-1")).Status.Should().Be(OrderStatus.Delivered);
    }

    [Fact]
    public async Task Write_OfAnotherChangeTimeAlone_NotesItWithoutAnEvent()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1"));

        (await desk.Write(run, SyncDesk.Order("PO-1", changed: 9))).Events.Should().BeEmpty();

        var order = await desk.Order("PO-1");
        (order.Version, order.ChangedAt).Should().Be((1L, SyncDesk.Order("PO-1", changed: 9).UpdatedAt));
    }

    [Fact]
    public async Task Write_BackToAnEarlierState_IsAnEventOfItsOwn()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        foreach (var (n, title) in ((string[])["Cup", "Mug", "Cup"]).Index())
        {
            (await desk.Write(run, SyncDesk.Order("PO-1", changed: n, title: title))).Events.Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Write_OfAnOrderThatStandsOnThePageTwice_TakesTheNewer()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();

        var outcome = await desk.Write(
            run,
            SyncDesk.Order("PO-1", OrderStatus.Shipped, changed: 5),
            SyncDesk.Order("PO-1", OrderStatus.Pending, changed: 1)
        );

        outcome.Events.Should().ContainSingle();
        (await desk.Order("PO-1")).Status.Should().Be(OrderStatus.Shipped);
    }

    [Fact]
    public async Task Write_KeepsSoManyVersionsAndNoLargerPayloadThanItMay()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        desk.Options.KeptVersions = 3;
        desk.Options.MaxRawBytes = 4;
        var run = await desk.Begin();
        for (var n = 0; n < 5; n++)
        {
            await desk.Write(run, SyncDesk.Order("PO-1", changed: n, title: $"Cup {n}"));
        }

        (await desk.Versions("PO-1")).Select(one => one.Version).Should().Equal(5, 4, 3);
        (await desk.Queries.Payload(SyncDesk.Shop, SyncKind.Orders, "PO-1", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Write_OfTextsThatADatabaseDoesNotHold_LosesNoOrder()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        var odd = SyncDesk.Order("PO-1", OrderStatus.Unknown, title: "Cup\0 \"x\"") with { StatusText = "9\0" };

        (await desk.Write(run, odd, SyncDesk.Order("PO-2"))).Created.Should().HaveCount(2);

        var order = (await desk.Order("PO-1")).Order;
        order.GetProperty("lines")[0].GetProperty("title").GetString().Should().Be("Cup\0 \"x\"");
        order.GetProperty("status_text").GetString().Should().Be("9\0");
    }

    [Fact]
    public async Task Write_Of5000Orders_IsOneTransaction()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("erp", ["order.*"]);
        var desk = new SyncDesk(scope);
        var run = await desk.Begin(SyncMode.Full);
        Order[] orders = [.. Enumerable.Range(1, 5_000).Select(n => SyncDesk.Order($"PO-{n}", OrderStatus.Shipped))];

        (await desk.Write(run, orders)).Created.Should().HaveCount(5_000);

        var counts = await scope.Scalar<string>(
            "select (select count(*) from orders) || ' ' || (select count(*) from events) || ' ' || (select count(*) from deliveries)"
        );
        counts.Should().Be("5000 5000 5000");
        (await desk.Write(run, orders)).Unchanged.Should().Be(5_000);
        var tooMany = async () => await desk.Write(run, [.. orders, SyncDesk.Order("PO-5001")]);
        await tooMany.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }
}
