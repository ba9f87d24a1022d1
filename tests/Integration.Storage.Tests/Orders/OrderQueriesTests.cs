using Integration.Lists;
using Integration.Sync;

namespace Integration.Orders;

public sealed class OrderQueriesTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_GoesPageByPageTheNewestFirst_WhateverArrivesMeanwhile()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.WriteAlone([.. Enumerable.Range(1, 4).Select(n => At(n, $"PO-{n}"))]);
        await desk.WriteAlone(At(2, "PO-2b"));

        var first = await desk.Orders.List(new OrderFilter(SyncDesk.Shop), new PageRequest(3, null), Ct);
        await desk.WriteAlone(At(9, "PO-9"), At(1, "PO-1") with { StatusText = "new" });
        var second = await desk.Orders.List(new OrderFilter(SyncDesk.Shop), new PageRequest(3, first.After), Ct);

        first.Data.Select(one => one.Number).Should().Equal("PO-4", "PO-3", "PO-2b");
        second.Data.Select(one => one.Number).Should().Equal("PO-2", "PO-1");
        second.After.Should().BeNull();
    }

    [Fact]
    public async Task List_FiltersByEachField()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.WriteAlone(
            At(1, "PO-1"),
            At(2, "PO-2") with
            {
                Status = OrderStatus.Shipped,
                Packages = [new OrderPackage("PK-1")],
            }
        );
        await scope.Execute("update orders set deleted_at = now() where id = 'PO-1'");
        var from = At(2, "").CreatedAt;

        foreach (
            var filter in (OrderFilter[])
                [
                    new(Status: OrderStatus.Shipped),
                    new(Number: "PO-2"),
                    new(Package: "PK-1"),
                    new(HasPackage: true),
                    new(Deleted: false),
                    new(Since: from),
                ]
        )
        {
            (await Numbers(filter)).Should().Equal("PO-2");
        }

        foreach (var filter in (OrderFilter[])[new(HasPackage: false), new(Deleted: true), new(Until: from)])
        {
            (await Numbers(filter)).Should().Equal("PO-1");
        }

        (await Numbers(new OrderFilter("other"))).Should().BeEmpty();

        async Task<IEnumerable<string>> Numbers(OrderFilter filter) =>
            (await desk.Orders.List(filter, new PageRequest(10, null), Ct)).Data.Select(one => one.Number);
    }

    [Fact]
    public async Task Find_ShowsTheOrderWithItsPackages()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.WriteAlone(
            SyncDesk.Order("PO/1 ß", packages: [new OrderPackage("PK-1") { DeliveryType = "air" }]),
            SyncDesk.Order("PO-2", packages: [])
        );

        var order = await desk.Order("PO/1 ß");
        order.Packages!.Value[0].GetProperty("delivery_type").GetString().Should().Be("air");
        order.ListedAt.Should().Be(SyncDesk.Order("").CreatedAt!.Value);
        (await desk.Order("PO-2"))
            .Should()
            .Match<OrderResource>(one => one.PackageSn == null && one.Packages!.Value.GetArrayLength() == 0);
        (await desk.Orders.Find(SyncDesk.Shop, "PO-3", Ct)).Should().BeNull();
    }

    private static Order At(int hour, string number) =>
        SyncDesk.Order(number) with
        {
            CreatedAt = StorageFixture.Now - TimeSpan.FromDays(5) + TimeSpan.FromHours(hour),
        };
}
