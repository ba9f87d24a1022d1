using System.Globalization;
using Integration.Databases;
using Integration.Lists;
using Integration.Sync;

namespace Integration.Products;

public sealed class ShopProductSearchTests(StorageFixture fixture)
{
    private const int Many = 100_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_BySearch_FindsWhatAnyPartOfAProductTells()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var details = new Product
        {
            Platform = SyncDesk.Platform,
            Id = "100",
            SellerCode = "A-1",
            Titles = [new LocalizedText("en", "Green mug"), new LocalizedText("de", "Grüne Tasse")],
            Variants = [new ProductVariant { Id = "v1", SellerCode = "A-1-XL" }],
        };
        await desk.Write(
            new SyncPage(SyncDesk.Shop, SyncDesk.Platform, SyncKind.Products, scope.Now)
            {
                Records =
                [
                    SyncRecord.Of(details),
                    SyncRecord.Of(new ProductListItem("1000", "Red Mug") { SellerCode = "B-1" }),
                ],
            }
        );

        (await Ids(new ShopProductFilter(Id: "100*"))).Should().BeEquivalentTo("100", "1000");
        (await Ids(new ShopProductFilter(Id: "100"))).Should().BeEquivalentTo("100");
        (await Ids(new ShopProductFilter(Sku: "A-1-XL"))).Should().BeEquivalentTo("100");
        (await Ids(new ShopProductFilter(Sku: "v1"))).Should().BeEquivalentTo("100");
        (await Ids(new ShopProductFilter(Sku: "B-1"))).Should().BeEquivalentTo("1000");
        (await Ids(new ShopProductFilter(Title: "mug"))).Should().BeEquivalentTo("100", "1000");
        (await Ids(new ShopProductFilter(Title: "TASSE"))).Should().BeEquivalentTo("100");
        (await Ids(new ShopProductFilter(Title: "red mug", UpdatedSince: scope.Now))).Should().BeEquivalentTo("1000");
        (await Ids(new ShopProductFilter(UpdatedUntil: scope.Now))).Should().BeEmpty();

        async Task<IEnumerable<string>> Ids(ShopProductFilter filter) =>
            (await desk.Products.List(filter, new PageRequest(10, null), Ct)).Data.Select(static one => one.Id);
    }

    [Fact]
    public async Task List_OfAHundredThousand_ReadsAnIndexWhateverIsAsked()
    {
        await using var scope = await fixture.Open();
        await scope.Execute(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                insert into products (shop, id, version, status, title, seller_code, content, list_hash, read_at, listed_at, created_at,
                    updated_at, deleted_at, terms)
                select 'shop-' || n % 10, n::text, 1, 1, 'Cup', 'A-' || n, '{}', gen_random_uuid(), @now,
                    @now - n * interval '1 minute', @now, @now - n * interval '1 second', case when n % 2000 = 1 then @now end,
                    array['s:A-' || n, 'w:cup', 'w:rare' || n]
                from generate_series(1, {{Many}}) n
                """
            ),
            new { now = scope.Now.UtcDateTime }
        );
        await scope.Execute("analyze products");
        var products = new ShopProductQueries(scope.Database);

        foreach (
            var filter in (ShopProductFilter[])
                [
                    new(),
                    new("shop-3"),
                    new(Id: "777"),
                    new(Id: "7777*"),
                    new(SellerCode: "A-777"),
                    new("shop-7", Sku: "A-777"),
                    new(Title: "cup rare777"),
                    new(Title: "cup"),
                    new(Deleted: true),
                    new(UpdatedSince: scope.Now.AddMinutes(-3)),
                ]
        )
        {
            await using var command = await products.Command(filter, new PageRequest(50, null), Ct);
            var plan = await QueryPlan.Of(command);
            plan.Should().NotContain(static node => node.IsScan, filter.ToString());
            plan.Sum(static node => node.Relation == "products" ? node.Rows : 0)
                .Should()
                .BeLessThan(Many / 20, filter.ToString());
        }
    }
}
