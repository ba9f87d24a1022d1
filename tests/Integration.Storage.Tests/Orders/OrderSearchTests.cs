using System.Globalization;
using Integration.Databases;
using Integration.Lists;
using Integration.Sync;

namespace Integration.Orders;

public sealed class OrderSearchTests(StorageFixture fixture)
{
    private const int Many = 100_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_BySearch_FindsWhatAnyPartOfAnOrderTells()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.WriteAlone(
            SyncDesk.Order("PO-1", title: "Red cup", packages: [new("PK-1"), new("PK-2")]),
            SyncDesk.Order("PO-12", title: "Green cup") with
            {
                StatusText = "2\u001fX",
                Lines =
                [
                    new OrderLine("l1")
                    {
                        Title = "Green cup",
                        VariantId = "V-9",
                        ProductId = "P-9",
                    },
                ],
            },
            SyncDesk.Order("PO%2", title: "红色杯子"),
            SyncDesk.Order("po-1", title: new string('x', 3_000) + " 😀")
        );

        (await Numbers(desk, new OrderFilter(Number: "PO-1*"))).Should().BeEquivalentTo("PO-1", "PO-12");
        (await Numbers(desk, new OrderFilter(Number: "PO-1"))).Should().BeEquivalentTo("PO-1");
        (await Numbers(desk, new OrderFilter(Number: "PO%*"))).Should().BeEquivalentTo("PO%2");
        (await Numbers(desk, new OrderFilter(Number: "P_*"))).Should().BeEmpty();
        (await Numbers(desk, new OrderFilter(Number: "*"))).Should().HaveCount(4);
        (await Numbers(desk, new OrderFilter(Package: "PK-2"))).Should().BeEquivalentTo("PO-1");
        (await Numbers(desk, new OrderFilter(Sku: "V-9"))).Should().BeEquivalentTo("PO-12");
        (await Numbers(desk, new OrderFilter(Product: "P-9"))).Should().BeEquivalentTo("PO-12");
        (await Numbers(desk, new OrderFilter(StatusText: "2X"))).Should().BeEquivalentTo("PO-12");
        (await Numbers(desk, new OrderFilter(Title: "CUP"))).Should().BeEquivalentTo("PO-1", "PO-12");
        (await Numbers(desk, new OrderFilter(Title: "cup green"))).Should().BeEquivalentTo("PO-12");
        (await Numbers(desk, new OrderFilter(Title: "杯子"))).Should().BeEquivalentTo("PO%2");
        (await Numbers(desk, new OrderFilter(Title: "cup", Package: "PK-1"))).Should().BeEquivalentTo("PO-1");
        (await Numbers(desk, new OrderFilter(Title: "cup", Package: "PK-9"))).Should().BeEmpty();
    }

    [Fact]
    public async Task List_AfterAChange_FindsTheNewAndNotTheOld()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.WriteAlone(SyncDesk.Order("PO-1", title: "Red cup"));
        var before = scope.Now;
        scope.Now += TimeSpan.FromHours(1);
        await desk.WriteAlone(SyncDesk.Order("PO-1", changed: 9, title: "Blue cup"), SyncDesk.Order("PO-2"));
        scope.Now += TimeSpan.FromHours(1);
        await desk.WriteAlone(SyncDesk.Order("PO-1", changed: 9, title: "Blue cup", packages: [new("PK-7")]));

        (await Numbers(desk, new OrderFilter(Title: "red"))).Should().BeEmpty();
        (await Numbers(desk, new OrderFilter(Title: "blue", Package: "PK-7"))).Should().BeEquivalentTo("PO-1");
        (await Numbers(desk, new OrderFilter(UpdatedSince: scope.Now))).Should().BeEquivalentTo("PO-1");
        (await Numbers(desk, new OrderFilter(UpdatedUntil: scope.Now))).Should().BeEquivalentTo("PO-2");
        (await Numbers(desk, new OrderFilter(UpdatedUntil: before))).Should().BeEmpty();
    }

    [Fact]
    public async Task List_OfAHundredThousand_ReadsAnIndexWhateverIsAsked()
    {
        await using var scope = await fixture.Open();
        await Fill(scope);
        var orders = new OrderQueries(scope.Database);
        var page = new PageRequest(50, null);
        var middle = await orders.List(new OrderFilter("shop-1"), page, Ct);

        foreach (
            var (filter, at) in (List<(OrderFilter, PageRequest)>)
                [
                    (new(), page),
                    (new("shop-3"), page),
                    (new("shop-1"), new PageRequest(50, middle.After)),
                    (new(Number: "PO-000777"), page),
                    (new(Number: "PO-00077*"), page),
                    (new(Number: "PO-*"), page),
                    (new("shop-2", Number: "PO-00077*"), page),
                    (new(Package: "PK-777"), page),
                    (new(Sku: "V-777"), page),
                    (new(Title: "cup rare777"), page),
                    (new(Title: "cup"), page),
                    (new("shop-7", StatusText: "seldom"), page),
                    (new("shop-7", Status: OrderStatus.Unknown), page),
                    (new(Deleted: true), page),
                    (new(Deleted: false, HasPackage: true), page),
                    (new(UpdatedSince: scope.Now.AddMinutes(-3)), page),
                    (new("shop-4", UpdatedSince: scope.Now.AddMinutes(-3)), page),
                ]
        )
        {
            await using var command = await orders.Command(filter, at, Ct);
            var plan = await QueryPlan.Of(command);
            plan.Should().NotContain(static node => node.IsScan, filter.ToString());
            plan.Sum(static node => node.Relation == "orders" ? node.Rows : 0)
                .Should()
                .BeLessThan(Many / 20, filter.ToString());
        }
    }

    private static async Task<IEnumerable<string>> Numbers(SyncDesk desk, OrderFilter filter) =>
        (await desk.Orders.List(filter, new PageRequest(10, null), Ct)).Data.Select(static one => one.Number);

    private static async Task Fill(StorageScope scope)
    {
        await scope.Execute(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                insert into orders (shop, id, version, status, line_ids, content, package_sn, list_hash, read_at, listed_at, created_at,
                    updated_at, deleted_at, terms)
                select 'shop-' || n % 10, 'PO-' || lpad(n::text, 6, '0'), 1, case when n % 5000 = 7 then 0 else 2 end, '{}', '{}',
                    case when n % 3 = 0 then 'PK-' || n end, gen_random_uuid(), @now, @now - n * interval '1 minute', @now,
                    @now - n * interval '1 second', case when n % 2000 = 1 then @now end,
                    array['p:PK-' || n, 's:V-' || n, 'w:cup', 'w:rare' || n, 't:' || case when n % 1000 = 7 then 'seldom' else 'usual' end]
                from generate_series(1, {{Many}}) n
                """
            ),
            new { now = scope.Now.UtcDateTime }
        );
        await scope.Execute("analyze orders");
    }
}
