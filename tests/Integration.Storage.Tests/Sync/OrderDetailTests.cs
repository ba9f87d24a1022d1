using System.Text.Json;
using Integration.Orders;

namespace Integration.Sync;

/// <summary>What an order's own answer tells beside its row in the shop's list.</summary>
public sealed class OrderDetailTests(StorageFixture fixture)
{
    [Fact]
    public async Task Write_OfADetail_KeepsWhatOnlyItTellsWhenTheListIsReadAgain()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1"));
        var deadline = scope.Now + TimeSpan.FromDays(3);
        (await desk.WriteAlone(SyncDesk.Order("PO-1") with { DeliverBy = deadline })).Changed.Should().Equal("PO-1");
        scope.Now += TimeSpan.FromMinutes(1);

        (await desk.Write(run, SyncDesk.Order("PO-1")))
            .Events.Should()
            .BeEmpty("a list does not tell it, which is no change");

        var order = await desk.Order("PO-1");
        order.Order.GetProperty("deliver_by").GetDateTimeOffset().Should().Be(deadline);
        var rows = await desk.RowsOf("orders");
        await desk.Write(run, SyncDesk.Order("PO-1"));
        await desk.WriteAlone(SyncDesk.Order("PO-1") with { DeliverBy = deadline });
        (await desk.RowsOf("orders")).Should().Be(rows);
    }

    [Fact]
    public async Task Write_OfAListThatNoLongerHasWhatItTells_EmptiesIt_AndLeavesWhatOnlyDetailsTell()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        var full = SyncDesk.Order("PO-1") with { ShipBy = scope.Now.AddDays(1), DeliverBy = scope.Now.AddDays(9) };
        await desk.WriteAlone(full);
        var listed = SyncDesk.Order("PO-1", changed: 2);
        listed = listed with { Lines = [listed.Lines[0] with { Price = null, Title = null }] };

        var written = await desk.Write(
            desk.PageOf(await desk.Read(run), [SyncRecord.Of(listed, tells: ["ship_by", "lines.price"])])
        );

        written.Events.Single().Event!.Type.Should().Be("order.updated");
        var order = (await desk.Order("PO-1")).Order;
        order.TryGetProperty("ship_by", out var shipBy).Should().Be(shipBy.ValueKind == JsonValueKind.Null);
        order.GetProperty("deliver_by").GetDateTimeOffset().Should().Be(scope.Now.AddDays(9));
        var line = order.GetProperty("lines")[0];
        line.TryGetProperty("price", out var price).Should().Be(price.ValueKind == JsonValueKind.Null);
        line.GetProperty("title").GetString().Should().Be(full.Lines[0].Title);
        (
            await desk.Write(
                desk.PageOf(await desk.Read(run), [SyncRecord.Of(listed, tells: ["ship_by", "lines.price"])])
            )
        )
            .Events.Should()
            .BeEmpty();
    }

    [Fact]
    public async Task Write_OfPackages_SaysWhichAreNewAndKeepsThemWhereTheListTellsNone()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.Shipped));
        OrderPackage[] packages = [new OrderPackage("PK-1"), new OrderPackage("PK-2")];

        var first = (await desk.WriteAlone(SyncDesk.Order("PO-1", OrderStatus.Shipped, packages: packages))).Events;
        var second = await desk.WriteAlone(
            SyncDesk.Order("PO-1", OrderStatus.Delivered, changed: 4, packages: [.. packages, new OrderPackage("PK-3")])
        );
        await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.Delivered, changed: 4));

        first.Single().Event!.Type.Should().Be("order.package_assigned");
        second.Events.Select(one => one.Event!.Type).Should().Equal("order.status_changed", "order.package_assigned");
        var data = JsonDocument.Parse(second.Events[1].Event!.Payload).RootElement;
        data.GetProperty("new_packages").EnumerateArray().Select(one => one.GetString()).Should().Equal("PK-3");
        var order = await desk.Order("PO-1");
        (order.PackageSn, order.Packages!.Value.GetArrayLength()).Should().Be(("PK-1", 3));
    }

    [Fact]
    public async Task Write_OfAnOlderDetail_StillTellsItsPackages()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, SyncDesk.Order("PO-1", OrderStatus.Delivered, changed: 9));

        var detail = SyncDesk.Order("PO-1", OrderStatus.Shipped, changed: 2, packages: [new OrderPackage("PK-1")]);
        var readAt = scope.Now - TimeSpan.FromMinutes(1);
        await desk.Write(
            new SyncPage(SyncDesk.Shop, SyncDesk.Platform, SyncKind.Orders, readAt)
            {
                Records = [SyncRecord.Of(detail, isDetail: true)],
            }
        );

        var order = await desk.Order("PO-1");
        (order.Status, order.PackageSn).Should().Be((OrderStatus.Delivered, "PK-1"));
        order.ChangedAt.Should().Be(SyncDesk.Order("PO-1", changed: 9).UpdatedAt);
        (await scope.Scalar<DateTime>("select read_at from orders")).Should().Be(scope.Now.UtcDateTime);
    }
}
