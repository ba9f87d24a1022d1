using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>What each call of each platform answers.</summary>
public sealed class PlatformCallTests
{
    private const string Affiliate = "taobao.tbk.item.details.upgrade.get";
    private const string OnSale = "taobao.items.onsale.get";
    private const string AliList = "com.alibaba.product/alibaba.product.list.get";
    private const string CrossBorder = "com.alibaba.fenxiao.crossborder/product.search.queryProductDetail";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task TaobaoAffiliate_BatchOfKnownAndGone_TellsTheKnown()
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time) { Token = null };
        var products = platform.Catalogue.Products;
        platform.Catalogue.Change(products[1].Id, one => one with { Status = ProductStatus.Deleted });

        var answer = await caller.Call(Affiliate, ("item_id", $"{products[0].Id},{products[1].Id},{products[2].Id}"));

        var list = answer.Json["tbk_item_details_upgrade_get_response"]!["results"]!["tbk_item_detail"]!.AsArray();
        list.Select(one => (string?)one!["input_item_iid"]).Should().Equal($"{products[0].Id}", $"{products[2].Id}");
        var first = list[0]!;
        ((string?)first["item_basic_info"]!["title"]).Should().Be(products[0].TitleIn("zh"));
        var skus = first["sku_list"]!["tbk_item_detail_sku"]!.AsArray();
        skus.Select(one => (long)one!["quantity"]!).Should().Equal(products[0].Variants.Select(one => one.Stock));
        var affiliateId = (string)first["item_id"]!;
        affiliateId.Should().NotMatchRegex("^[0-9]+$");
        var again = await caller.Call(Affiliate, ("item_id", affiliateId));
        again["tbk_item_details_upgrade_get_response.results.tbk_item_detail.0.input_item_iid"]
            .Should()
            .Be(affiliateId);
    }

    [Fact]
    public async Task TaobaoAffiliate_AllGone_IsAnEmptyResult()
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call(Affiliate, ("item_id", "1"));

        answer["tbk_item_details_upgrade_get_response.results"].Should().Be("{}");
        platform.Counts.Of(Affiliate).Ended(CallOutcome.Gone).Should().Be(1);
    }

    [Fact]
    public async Task TaobaoAffiliate_TwentyOneIds_IsRefused()
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call(Affiliate, ("item_id", string.Join(',', Enumerable.Range(1, 21))));

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
    }

    [Fact]
    public async Task TaobaoList_PagedByModified_TellsAllOnce()
    {
        await using var platform = await Start(PlatformKind.Taobao, 105);
        using var caller = new PlatformCaller(platform, _time);
        var seen = new List<string>();

        for (var page = 1; page <= 3; page++)
        {
            var answer = await caller.Call(
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

        seen.Should().Equal(platform.Catalogue.Products.Select(one => $"{one.Id}"));
        var beyond = await caller.Call(OnSale, ("fields", "num_iid"), ("page_no", "4"));
        beyond["items_onsale_get_response.items"].Should().BeNull("without hits the wrapper is absent");
    }

    [Theory]
    [InlineData("page_size", "201")]
    [InlineData("page_size", "0")]
    [InlineData("page_no", "501")]
    [InlineData("start_modified", "yesterday")]
    [InlineData("fields", "")]
    public async Task TaobaoList_BadField_IsRefused(string name, string value)
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields[name] = value;

        var answer = await caller.Call(OnSale, ("fields", "num_iid"));

        answer["error_response.sub_msg"].Should().EndWith(name);
    }

    [Fact]
    public async Task TaobaoList_ChangedSince_TellsOnlyThose()
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time);
        var changed = platform.Catalogue.Products[4].Id;
        platform.Catalogue.Change(changed, one => one with { GivenTitle = "新标题" });

        var answer = await caller.Call(
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
    public async Task TaobaoInventory_OffTheShelf_TellsThose()
    {
        await using var platform = await SandboxPlatform.Start(
            PlatformKind.Taobao,
            new PlatformOptions { Products = 20, OffShelfEvery = 5 },
            _time
        );
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call("taobao.items.inventory.get", ("fields", "num_iid,approve_status"));

        answer["items_inventory_get_response.total_results"].Should().Be("4");
        answer["items_inventory_get_response.items.item.0.approve_status"].Should().Be("instock");
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("vi")]
    public async Task TaobaoGlobal_Language_TellsBothInFen(string language)
    {
        await using var platform = await Start(PlatformKind.Taobao);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[0];

        var answer = await caller.Rest(
            "/traffic/item/get",
            ("item_resource", "taobao"),
            ("item_id", $"{product.Id}"),
            ("language", language)
        );

        answer["data.title"].Should().Be(product.TitleIn("zh"));
        answer["data.multi_language_info.title"].Should().Be(product.TitleIn(language));
        answer["data.sku_list.0.price"].Should().Be($"{product.Variants[0].PriceFen}");
    }

    [Fact]
    public async Task AlibabaTime_Asked_IsChinas()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time) { Token = null };

        (await caller.Call("system/currentTime"))["result"].Should().Be("20261101080000000+0800");
    }

    [Theory]
    [InlineData("en", null, "en", "CNY")]
    [InlineData("ja", "HKD", "ja", "HKD")]
    [InlineData("kr", null, "zh", "CNY")]
    public async Task AlibabaCrossBorder_LanguageAndCurrency_AreAsAsked(
        string language,
        string? currency,
        string shown,
        string paid
    )
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[0];
        var asked = new JsonObject { ["offerId"] = product.Id, ["country"] = language };
        if (currency is not null)
        {
            asked["currency"] = currency;
        }

        var answer = await caller.Call(CrossBorder, ("offerDetailParam", asked.ToJsonString()));

        answer["result.result.subject"].Should().Be(product.TitleIn("zh"));
        answer["result.result.subjectTrans"].Should().Be(product.TitleIn(shown));
        answer["result.result.productSkuInfos.0.price"].Should().Be(Money.In(paid, product.Variants[0].PriceFen));
        answer["result.result.status"].Should().Be("published");
    }

    [Fact]
    public async Task AlibabaCrossBorder_EveryTwentieth_HasPricesForQuantitiesOnly()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688, 30);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[19];

        var answer = await caller.Detail(product.Id);

        answer["result.result.productSkuInfos.0.price"].Should().BeNull();
        answer["result.result.productSaleInfo.priceRangeList.0.price"].Should().Be(Money.Yuan(product.PriceFen));
    }

    [Fact]
    public async Task AlibabaCrossBorder_Gone_SucceedsAsHttpAndFailsInside()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Detail(1);

        answer["result.success"].Should().Be("false");
        answer["result.code"].Should().Be("SP0056");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("""{"offerId":1}""")]
    public async Task AlibabaCrossBorder_BadParameter_IsRefused(string parameter)
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call(CrossBorder, ("offerDetailParam", parameter));

        answer["error_code"].Should().Be("gw.ParamMissing");
    }

    [Fact]
    public async Task AlibabaList_PageOfFifty_IsCutToTwenty()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688, 45);
        using var caller = new PlatformCaller(platform, _time);
        var seen = new List<string>();

        for (var page = 1; page <= 3; page++)
        {
            var answer = await caller.Call(
                AliList,
                ("pageNo", $"{page}"),
                ("pageSize", "50"),
                ("statusList", """["published"]""")
            );
            answer["result.pageResult.totalRecords"].Should().Be("45");
            answer["result.pageResult.sizePerPage"].Should().Be("20");
            seen.AddRange(
                answer.Json["result"]!["pageResult"]!["resultList"]!
                    .AsArray()
                    .Select(one => one!["productID"]!.ToString())
            );
        }

        seen.Should().BeEquivalentTo(platform.Catalogue.Products.Select(one => $"{one.Id}"));
    }

    [Fact]
    public async Task AlibabaList_ModifiedWindow_TellsOnlyThose()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call(
            AliList,
            ("startModifyTime", "20260101080200000+0800"),
            ("endModifyTime", "20260101080400000+0800")
        );

        answer["result.pageResult.totalRecords"].Should().Be("3");
    }

    [Fact]
    public async Task AlibabaDetail_OfTheSeller_HasItsSkus()
    {
        await using var platform = await Start(PlatformKind.Alibaba1688);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[0];

        var answer = await caller.Call(
            "com.alibaba.product/alibaba.product.get",
            ("productID", $"{product.Id}"),
            ("webSite", "1688")
        );

        answer["productInfo.skuInfos.0.cargoNumber"].Should().Be(product.Variants[0].OuterId);
    }

    [Fact]
    public async Task PinduoduoAffiliate_ByLink_LeadsToTheDetail()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time) { Token = null };
        var product = platform.Catalogue.Products[2];
        var link = $"https://mobile.yangkeduo.com/goods.html?goods_id={product.Id}&page_from=23";

        var search = await caller.Call("pdd.ddk.goods.search", ("keyword", link));
        var sign = search["goods_search_response.goods_list.0.goods_sign"]!;
        var detail = await caller.Call("pdd.ddk.goods.detail", ("goods_sign", sign), ("need_sku_info", "true"));

        detail["goods_detail_response.goods_details.0.goods_name"].Should().Be(product.TitleIn("zh"));
        detail["goods_detail_response.goods_details.0.sku_list.0.min_group_price"]
            .Should()
            .Be($"{product.Variants[0].PriceFen}");
        detail.Text.Should().NotContain("goods_id").And.NotContain("quantity");
    }

    [Fact]
    public async Task PinduoduoAffiliate_WithoutTheGrant_ShowsNoSkus()
    {
        await using var platform = await SandboxPlatform.Start(
            PlatformKind.Pinduoduo,
            new PlatformOptions { Products = 1, SkuGrant = false },
            _time
        );
        using var caller = new PlatformCaller(platform, _time);
        var sign = OpaqueIds.Of(platform.Catalogue.Products[0].Id);

        var detail = await caller.Call("pdd.ddk.goods.detail", ("goods_sign", sign), ("need_sku_info", "true"));

        detail["goods_detail_response.goods_details.0.goods_sign"].Should().Be(sign);
        detail.Text.Should().NotContain("sku_list");
    }

    [Fact]
    public async Task PinduoduoAffiliate_Gone_IsAnEmptyList()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);

        (await caller.Call("pdd.ddk.goods.search", ("keyword", "1")))["goods_search_response.goods_list"]
            .Should()
            .Be("[]");
        (await caller.Call("pdd.ddk.goods.detail", ("goods_sign", "none")))["goods_detail_response.goods_details"]
            .Should()
            .Be("[]");
    }

    [Theory]
    [InlineData("page_size", "101")]
    [InlineData("page", "0")]
    [InlineData("created_at_from", "0")]
    public async Task PinduoduoList_BadField_IsRefused(string name, string value)
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call("pdd.goods.list.get", (name, value), ("created_at_end", "604801"));

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
    }

    [Fact]
    public async Task PinduoduoAdd_Complete_CanBeReadAndWaitsForReview()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);

        var added = await caller.Call("pdd.goods.add", NewGoods());
        var id = added["goods_add_response.goods_id"]!;
        var read = await caller.Call("pdd.goods.detail.get", ("goods_id", id));

        read["goods_detail_get_response.goods_name"].Should().Be("新品");
        read["goods_detail_get_response.status"].Should().Be("2");
        read["goods_detail_get_response.sku_list.0.multi_price"].Should().Be("1900");
        read["goods_detail_get_response.sku_list.0.quantity"].Should().Be("7");
        platform.Catalogue.Products.Should().HaveCount(11);
    }

    [Theory]
    [InlineData("goods_name", "")]
    [InlineData("market_price", "0")]
    [InlineData("carousel_gallery", "[]")]
    [InlineData("sku_list", "[]")]
    [InlineData("sku_list", """[{"spec_id_list":"[20,5]","price":1,"multi_price":2,"quantity":1,"thumb_url":"u"}]""")]
    public async Task PinduoduoAdd_BadField_NamesItAndAddsNothing(string name, string value)
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields[name] = value;

        var answer = await caller.Call("pdd.goods.add", NewGoods());

        answer["error_response.sub_msg"].Should().EndWith(name);
        platform.Catalogue.Products.Should().HaveCount(10);
    }

    [Theory]
    [InlineData("1", "42", 42)]
    [InlineData("2", "-1", -1)]
    public async Task PinduoduoStock_AbsoluteOrDelta_IsSet(string type, string quantity, long expected)
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products.First(one => one.Variants[0].Stock > 0);
        var before = product.Variants[0].Stock;

        var answer = await caller.Call(
            "pdd.goods.quantity.update",
            ("goods_id", $"{product.Id}"),
            ("sku_id", $"{product.Variants[0].Id}"),
            ("quantity", quantity),
            ("update_type", type)
        );

        answer["goods_quantity_update_response.is_success"].Should().Be("true");
        var after = platform.Catalogue.Find(product.Id)!;
        after.Variants[0].Stock.Should().Be(expected < 0 ? before + expected : expected);
        after.Modified.Should().Be(_time.GetUtcNow());
    }

    [Theory]
    [InlineData("quantity", "-1")]
    [InlineData("quantity", "many")]
    [InlineData("update_type", "3")]
    [InlineData("goods_id", "1")]
    [InlineData("sku_id", "1")]
    public async Task PinduoduoStock_BadField_ChangesNothing(string name, string value)
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[0];
        caller.BeforeSigning = fields => fields[name] = value;

        var answer = await caller.Call(
            "pdd.goods.quantity.update",
            ("goods_id", $"{product.Id}"),
            ("sku_id", $"{product.Variants[0].Id}"),
            ("quantity", "5")
        );

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
        platform.Catalogue.Find(product.Id).Should().BeSameAs(product);
    }

    [Fact]
    public async Task PinduoduoPrices_OneSkuIsWrong_ChangesNone()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[0];
        var good = $$"""{"group_price":1900,"single_price":2200,"sku_id":{{product.Variants[0].Id}}}""";
        const string bad = """{"group_price":1900,"single_price":2200,"sku_id":1}""";

        var refused = await caller.Call(
            "pdd.goods.sku.price.update",
            ("goods_id", $"{product.Id}"),
            ("sku_price_list", $"[{good},{bad}]")
        );
        platform.Catalogue.Find(product.Id).Should().BeSameAs(product);
        var done = await caller.Call(
            "pdd.goods.sku.price.update",
            ("goods_id", $"{product.Id}"),
            ("sku_price_list", $"[{good}]")
        );

        refused["error_response.sub_code"].Should().Be("isv.invalid-parameter");
        done["goods_update_sku_price_response.is_success"].Should().Be("true");
        platform.Catalogue.Find(product.Id)!.Variants[0].PriceFen.Should().Be(1900);
    }

    [Theory]
    [InlineData("fr", "fr", "EUR")]
    [InlineData("en_US", "en", "USD")]
    public async Task AliExpressDetail_LanguageAndCurrency_AreAsAsked(string asked, string shown, string currency)
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[0];

        var answer = await caller.Call(
            "aliexpress.ds.product.get",
            ("product_id", $"{product.Id}"),
            ("ship_to_country", "FR"),
            ("target_language", asked),
            ("target_currency", currency)
        );

        const string result = "aliexpress_ds_product_get_response.result";
        answer[$"{result}.ae_item_base_info_dto.subject"].Should().Be(product.TitleIn(shown));
        const string sku = $"{result}.ae_item_sku_info_dtos.ae_item_sku_info_d_t_o.0";
        answer[$"{sku}.offer_sale_price"].Should().Be(Money.In(currency, product.Variants[0].PriceFen));
        answer[$"{sku}.currency_code"].Should().Be(currency);
        answer[$"{result}.rsp_code"].Should().Be("200");
    }

    [Fact]
    public async Task AliExpressDetail_TwoWarehouses_SplitsTheStock()
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[9];

        var answer = await caller.Detail(product.Id);

        var skus = answer.Json["aliexpress_ds_product_get_response"]!["result"]!["ae_item_sku_info_dtos"]![
            "ae_item_sku_info_d_t_o"
        ]!.AsArray();
        skus.Should().HaveCount(2 * product.Variants.Count);
        skus.Sum(one => (long)one!["sku_available_stock"]!).Should().Be(product.Stock);
        skus.Select(one => (string)one!["sku_id"]!).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(49, "FR", "Item is not allowed to this country")]
    [InlineData(-1, "US", "ITEM_ID_NOT_FOUND")]
    public async Task AliExpressDetail_NotToBeHad_SaysWhy(int index, string country, string message)
    {
        await using var platform = await Start(PlatformKind.AliExpress, 50);
        using var caller = new PlatformCaller(platform, _time);
        var id = index < 0 ? 1 : platform.Catalogue.Products[index].Id;

        var answer = await caller.Call(
            "aliexpress.ds.product.get",
            ("product_id", $"{id}"),
            ("ship_to_country", country)
        );

        answer["aliexpress_ds_product_get_response.rsp_msg"].Should().Be(message);
        answer["aliexpress_ds_product_get_response.result.rsp_code"].Should().Be("605");
    }

    [Fact]
    public async Task AliExpressDetail_Simplified_IsBare()
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time);
        caller.BeforeSigning = fields => fields["simplify"] = "true";

        var answer = await caller.Detail();

        answer["result.ae_item_sku_info_dtos.0.sku_id"].Should().Be($"{platform.Catalogue.Products[0].Variants[0].Id}");
    }

    [Fact]
    public async Task AliExpressAffiliate_Batch_TellsTheKnown()
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time) { Token = null };
        var products = platform.Catalogue.Products;

        var answer = await caller.Call(
            "aliexpress.affiliate.productdetail.get",
            ("product_ids", $"{products[0].Id},1,{products[1].Id}"),
            ("target_language", "ES")
        );

        const string result = "aliexpress_affiliate_productdetail_get_response.resp_result.result";
        answer[$"{result}.current_record_count"].Should().Be("2");
        answer[$"{result}.products.product.1.product_title"].Should().Be(products[1].TitleIn("es"));
    }

    [Fact]
    public async Task AliExpressList_Paged_TellsAllOnce()
    {
        await using var platform = await Start(PlatformKind.AliExpress, 45);
        using var caller = new PlatformCaller(platform, _time);
        var seen = new List<string>();

        for (var page = 1; page <= 3; page++)
        {
            var query = $$"""{"current_page":{{page}},"product_status_type":"onSelling"}""";
            var answer = await caller.Call(
                "aliexpress.solution.product.list.get",
                ("aeop_a_e_product_list_query", query)
            );
            var result = answer.Json["aliexpress_solution_product_list_get_response"]!["result"]!;
            ((int)result["total_page"]!).Should().Be(3);
            seen.AddRange(
                result["aeop_a_e_product_display_d_t_o_list"]!["item_display_dto"]!
                    .AsArray()
                    .Select(one => one!["product_id"]!.ToString())
            );
        }

        seen.Should().Equal(platform.Catalogue.Products.Select(one => $"{one.Id}"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"product_status_type":"onSelling","page_size":100}""")]
    [InlineData("""{"product_status_type":"unknown"}""")]
    public async Task AliExpressList_BadQuery_IsRefused(string query)
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time);

        var answer = await caller.Call("aliexpress.solution.product.list.get", ("aeop_a_e_product_list_query", query));

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
    }

    [Fact]
    public async Task AliExpressSellerDetail_Known_HasItsSkus()
    {
        await using var platform = await Start(PlatformKind.AliExpress);
        using var caller = new PlatformCaller(platform, _time);
        var product = platform.Catalogue.Products[0];

        var answer = await caller.Call("aliexpress.solution.product.info.get", ("product_id", $"{product.Id}"));

        answer[
            "aliexpress_solution_product_info_get_response.result.aeop_ae_product_s_k_us.global_aeop_ae_product_sku.0.sku_code"
        ]
            .Should()
            .Be(product.Variants[0].OuterId);
    }

    private Task<SandboxPlatform> Start(PlatformKind kind, int products = 10) =>
        SandboxPlatform.Start(kind, new PlatformOptions { Products = products }, _time);

    private static (string, string)[] NewGoods() =>
        [
            ("goods_name", "新品"),
            ("goods_type", "1"),
            ("cat_id", "50010850"),
            ("cost_template_id", "1"),
            ("country_id", "0"),
            ("market_price", "4400"),
            ("carousel_gallery", """["https://img.sandbox.test/new.jpg"]"""),
            ("detail_gallery", """["https://img.sandbox.test/new.jpg"]"""),
            ("is_folt", "false"),
            ("is_pre_sale", "false"),
            ("is_refundable", "true"),
            ("second_hand", "false"),
            ("shipment_limit_second", "86400"),
            (
                "sku_list",
                """
                [{"spec_id_list":"[20,5]","price":2200,"multi_price":1900,"quantity":7,"weight":100,"is_onsale":1,"limit_quantity":999,"thumb_url":"https://img.sandbox.test/sku.jpg","out_sku_sn":"N-1"}]
                """
            ),
        ];
}
