namespace Integration.Sandbox.Platforms;

/// <summary>What each call of Taobao answers.</summary>
public sealed class TaobaoCallTests
{
    private const string Affiliate = "taobao.tbk.item.details.upgrade.get";
    private const string OnSale = "taobao.items.onsale.get";

    [Fact]
    public async Task Affiliate_BatchOfKnownAndGone_TellsTheKnown()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);
        scope.Caller.Token = null;
        var products = scope.Platform.Catalogue.Products;
        scope.Platform.Catalogue.Change(products[1].Id, one => one with { Status = ProductStatus.Deleted });

        var answer = await scope.Caller.Call(
            Affiliate,
            ("item_id", $"{products[0].Id},{products[1].Id},{products[2].Id}")
        );

        var list = answer.Json["tbk_item_details_upgrade_get_response"]!["results"]!["tbk_item_detail"]!.AsArray();
        list.Select(one => (string?)one!["input_item_iid"]).Should().Equal($"{products[0].Id}", $"{products[2].Id}");
        var first = list[0]!;
        ((string?)first["item_basic_info"]!["title"]).Should().Be(products[0].TitleIn("zh"));
        var skus = first["sku_list"]!["tbk_item_detail_sku"]!.AsArray();
        skus.Select(one => (long)one!["quantity"]!).Should().Equal(products[0].Variants.Select(one => one.Stock));
        var affiliateId = (string)first["item_id"]!;
        affiliateId.Should().NotMatchRegex("^[0-9]+$");
        var again = await scope.Caller.Call(Affiliate, ("item_id", affiliateId));
        again["tbk_item_details_upgrade_get_response.results.tbk_item_detail.0.input_item_iid"]
            .Should()
            .Be(affiliateId);
    }

    [Fact]
    public async Task Affiliate_AllGone_IsAnEmptyResult()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);

        var answer = await scope.Caller.Call(Affiliate, ("item_id", "1"));

        answer["tbk_item_details_upgrade_get_response.results"].Should().Be("{}");
        scope.Platform.Counts.Of(Affiliate).Ended(CallOutcome.Gone).Should().Be(1);
    }

    [Fact]
    public async Task Affiliate_TwentyOneIds_IsRefused()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);

        var answer = await scope.Caller.Call(Affiliate, ("item_id", string.Join(',', Enumerable.Range(1, 21))));

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
    }

    [Fact]
    public async Task List_PagedByModified_TellsAllOnce()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao, 105);
        var seen = new List<string>();

        for (var page = 1; page <= 3; page++)
        {
            var answer = await scope.Caller.Call(
                OnSale,
                ("fields", "num_iid,modified"),
                ("page_no", $"{page}"),
                ("order_by", "modified:asc")
            );
            answer["items_onsale_get_response.total_results"].Should().Be("105");
            seen.AddRange(
                answer.Json["items_onsale_get_response"]!["items"]!["item"]!
                    .AsArray()
                    .Select(one => one!["num_iid"]!.ToString())
            );
        }

        seen.Should().Equal(scope.Platform.Catalogue.Products.Select(one => $"{one.Id}"));
        var beyond = await scope.Caller.Call(OnSale, ("fields", "num_iid"), ("page_no", "4"));
        beyond["items_onsale_get_response.items"].Should().BeNull("without hits the wrapper is absent");
    }

    [Theory]
    [InlineData("page_size", "201")]
    [InlineData("page_size", "0")]
    [InlineData("page_no", "501")]
    [InlineData("start_modified", "yesterday")]
    [InlineData("fields", "")]
    public async Task List_BadField_IsRefused(string name, string value)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);
        scope.Caller.BeforeSigning = fields => fields[name] = value;

        var answer = await scope.Caller.Call(OnSale, ("fields", "num_iid"));

        answer["error_response.sub_msg"].Should().EndWith(name);
    }

    [Fact]
    public async Task List_ChangedSince_TellsOnlyThose()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);
        var changed = scope.Platform.Catalogue.Products[4].Id;
        scope.Platform.Catalogue.Change(changed, one => one with { GivenTitle = "新标题" });

        var answer = await scope.Caller.Call(
            OnSale,
            ("fields", "num_iid,title"),
            ("start_modified", "2026-11-01 08:00:00"),
            ("simplify", "true")
        );

        answer["total_results"].Should().Be("1");
        answer["items.0.num_iid"].Should().Be($"{changed}");
        answer["items.0.title"].Should().Be("新标题");
    }

    [Fact]
    public async Task Inventory_OffTheShelf_TellsThose()
    {
        await using var scope = await PlatformScope.Start(
            PlatformKind.Taobao,
            new PlatformOptions { Products = 20, OffShelfEvery = 5 }
        );

        var answer = await scope.Caller.Call("taobao.items.inventory.get", ("fields", "num_iid,approve_status"));

        answer["items_inventory_get_response.total_results"].Should().Be("4");
        answer["items_inventory_get_response.items.item.0.approve_status"].Should().Be("instock");
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("vi")]
    public async Task Global_Language_TellsBothInFen(string language)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Taobao);
        var product = scope.Platform.Catalogue.Products[0];

        var answer = await scope.Caller.Rest(
            "/traffic/item/get",
            ("item_resource", "taobao"),
            ("item_id", $"{product.Id}"),
            ("language", language)
        );

        answer["data.title"].Should().Be(product.TitleIn("zh"));
        answer["data.multi_language_info.title"].Should().Be(product.TitleIn(language));
        answer["data.sku_list.0.price"].Should().Be($"{product.Variants[0].PriceFen}");
    }
}
