using System.Text;
using System.Text.Json;
using Integration.Lists;
using Integration.Sync;

namespace Integration.Products;

public sealed class ShopProductTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_OfAListedProduct_StoresWhatListsShow()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);

        var outcome = await Write(
            desk,
            scope,
            SyncRecord.Of(Item("1"), new RawPayload(Encoding.UTF8.GetBytes("{}"), null))
        );

        var stored = outcome.Events.Single().Event!;
        (stored.Type, stored.Subject).Should().Be(("product.created", "product/1"));
        var product = (await desk.Products.Find(SyncDesk.Shop, "1", Ct))!;
        (product.Title, product.Price, product.Stock, product.SellerCode, product.Status, product.Version)
            .Should()
            .Be(("Cup", new Money(9.90m, "EUR"), 5L, "A-1", ProductStatus.OnSale, 1L));
        (await Write(desk, scope, SyncRecord.Of(Item("1")))).Events.Should().BeEmpty();
    }

    [Fact]
    public async Task Write_OfAnotherPrice_IsOneUpdateThatNamesBoth()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await Write(desk, scope, SyncRecord.Of(Item("1")));

        var stored = (await Write(desk, scope, SyncRecord.Of(Item("1", 12)))).Events.Single().Event!;

        (stored.Type, stored.Version).Should().Be(("product.updated", "2"));
        var change = JsonDocument.Parse(stored.Payload).RootElement.GetProperty("changes")[0];
        change.GetProperty("field").GetString().Should().Be("price");
        change.GetProperty("before").GetProperty("amount").GetDecimal().Should().Be(9.90m);
        change.GetProperty("after").GetProperty("amount").GetDecimal().Should().Be(12);
        (await desk.Versions("1", SyncKind.Products)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Write_OfDetails_StandsBesideWhatTheListTells()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await Write(desk, scope, SyncRecord.Of(Item("1")));
        var details = new Product
        {
            Platform = SyncDesk.Platform,
            Id = "1",
            Titles = [new LocalizedText("en", "Cup")],
            Descriptions = [new LocalizedText("en", "For tea")],
            SellerCode = "A-1",
            Status = ProductStatus.OnSale,
            Variants =
            [
                new ProductVariant
                {
                    Id = "red",
                    Prices = [new ProductPrice(new Money(9.90m, "EUR"))],
                    Stock = [new StockLevel(2)],
                },
                new ProductVariant
                {
                    Id = "blue",
                    Prices = [new ProductPrice(new Money(11m, "EUR"))],
                    Stock = [new StockLevel(3)],
                },
            ],
        };

        await Write(desk, scope, SyncRecord.Of(details));
        scope.Now += TimeSpan.FromMinutes(1);
        (await Write(desk, scope, SyncRecord.Of(Item("1")))).Events.Should().BeEmpty();

        var product = (await desk.Products.Find(SyncDesk.Shop, "1", Ct))!;
        (product.Version, product.Stock, product.Price).Should().Be((2L, 5L, new Money(9.90m, "EUR")));
        product.Product.GetProperty("variants").GetArrayLength().Should().Be(2);
        product.Product.GetProperty("descriptions")[0].GetProperty("text").GetString().Should().Be("For tea");
    }

    [Fact]
    public async Task Write_OfAProductWithoutPriceAndStock_HasNone()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);

        await Write(desk, scope, SyncRecord.Of(new ProductListItem("1", "")));

        var product = (await desk.Products.Find(SyncDesk.Shop, "1", Ct))!;
        (product.Price, product.Stock, product.ChangedAt)
            .Should()
            .Be(((Money?)null, (long?)null, (DateTimeOffset?)null));
    }

    [Fact]
    public async Task Sweep_AfterTwoFullRuns_DeletesAProduct()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await Write(desk, scope, SyncRecord.Of(Item("1")));
        foreach (var expected in (int[])[0, 1])
        {
            scope.Now += TimeSpan.FromHours(1);
            var run = await desk.Begin(SyncMode.Full, SyncKind.Products);
            (await desk.Sweep(run)).Should().Be(expected);
            await desk.Finish(run);
        }

        (await scope.Scalar<long>("select count(*) from events where type = 'product.deleted'")).Should().Be(1);
        (await desk.Products.List(new ShopProductFilter(Deleted: false), new PageRequest(10, null), Ct))
            .Data.Should()
            .BeEmpty();
        (await desk.Products.List(new ShopProductFilter(Deleted: true), new PageRequest(10, null), Ct))
            .Data.Should()
            .ContainSingle();
    }

    [Fact]
    public async Task List_GoesPageByPageAndFilters()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await Write(desk, scope, [.. Enumerable.Range(1, 5).Select(n => SyncRecord.Of(Item($"{n}")))]);
        await Write(
            desk,
            scope,
            SyncRecord.Of(new ProductListItem("9", "Green MUG") { Status = ProductStatus.SoldOut })
        );

        (await Ids(new ShopProductFilter(SyncDesk.Shop))).Should().Equal("9", "5", "4", "3", "2", "1");
        (await Ids(new ShopProductFilter(Title: "mug"))).Should().Equal("9");
        (await Ids(new ShopProductFilter(Status: ProductStatus.SoldOut))).Should().Equal("9");
        (await Ids(new ShopProductFilter(SellerCode: "A-3"))).Should().Equal("3");
        (await Ids(new ShopProductFilter("other"))).Should().BeEmpty();

        async Task<IReadOnlyList<string>> Ids(ShopProductFilter filter)
        {
            var ids = new List<string>();
            string? after = null;
            do
            {
                var page = await desk.Products.List(filter, new PageRequest(2, after), Ct);
                ids.AddRange(page.Data.Select(one => one.Id));
                after = page.After;
            } while (after is not null);

            return ids;
        }
    }

    private static ProductListItem Item(string id, decimal price = 9.90m) =>
        new(id, "Cup")
        {
            SellerCode = $"A-{id}",
            Price = new Money(price, "EUR"),
            Stock = 5,
            Status = ProductStatus.OnSale,
        };

    private static Task<SyncPageOutcome> Write(SyncDesk desk, StorageScope scope, params SyncRecord[] records) =>
        desk.Write(new SyncPage(SyncDesk.Shop, SyncDesk.Platform, SyncKind.Products, scope.Now) { Records = records });
}
