namespace Integration.Sandbox.Platforms;

/// <summary>What each call of Pinduoduo answers.</summary>
public sealed class PinduoduoCallTests
{
    [Fact]
    public async Task Affiliate_ByLink_LeadsToTheDetail()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);
        scope.Caller.Token = null;
        var product = scope.Platform.Catalogue.Products[2];
        var link = $"https://mobile.yangkeduo.com/goods.html?goods_id={product.Id}&page_from=23";

        var search = await scope.Caller.Call("pdd.ddk.goods.search", ("keyword", link));
        var sign = search["goods_search_response.goods_list.0.goods_sign"]!;
        var detail = await scope.Caller.Call("pdd.ddk.goods.detail", ("goods_sign", sign), ("need_sku_info", "true"));

        detail["goods_detail_response.goods_details.0.goods_name"].Should().Be(product.TitleIn("zh"));
        detail["goods_detail_response.goods_details.0.sku_list.0.min_group_price"]
            .Should()
            .Be($"{product.Variants[0].PriceFen}");
        detail.Text.Should().NotContain("goods_id").And.NotContain("quantity");
    }

    [Fact]
    public async Task Affiliate_WithoutTheGrant_ShowsNoSkus()
    {
        await using var scope = await PlatformScope.Start(
            PlatformKind.Pinduoduo,
            new PlatformOptions { Products = 1, SkuGrant = false }
        );
        var sign = OpaqueIds.Of(scope.Platform.Catalogue.Products[0].Id);

        var detail = await scope.Caller.Call("pdd.ddk.goods.detail", ("goods_sign", sign), ("need_sku_info", "true"));

        detail["goods_detail_response.goods_details.0.goods_sign"].Should().Be(sign);
        detail.Text.Should().NotContain("sku_list");
    }

    [Fact]
    public async Task Affiliate_Gone_IsAnEmptyList()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);

        (await scope.Caller.Call("pdd.ddk.goods.search", ("keyword", "1")))["goods_search_response.goods_list"]
            .Should()
            .Be("[]");
        (await scope.Caller.Call("pdd.ddk.goods.detail", ("goods_sign", "none")))["goods_detail_response.goods_details"]
            .Should()
            .Be("[]");
    }

    [Theory]
    [InlineData("page_size", "101")]
    [InlineData("page", "0")]
    [InlineData("created_at_from", "0")]
    public async Task List_BadField_IsRefused(string name, string value)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);

        var answer = await scope.Caller.Call("pdd.goods.list.get", (name, value), ("created_at_end", "604801"));

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
    }

    [Fact]
    public async Task Add_Complete_CanBeReadAndWaitsForReview()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);

        var added = await scope.Caller.Call("pdd.goods.add", NewGoods());
        var id = added["goods_add_response.goods_id"]!;
        var read = await scope.Caller.Call("pdd.goods.detail.get", ("goods_id", id));

        read["goods_detail_get_response.goods_name"].Should().Be("新品");
        read["goods_detail_get_response.status"].Should().Be("2");
        read["goods_detail_get_response.sku_list.0.multi_price"].Should().Be("1900");
        read["goods_detail_get_response.sku_list.0.quantity"].Should().Be("7");
        scope.Platform.Catalogue.Products.Should().HaveCount(11);
    }

    [Theory]
    [InlineData("goods_name", "")]
    [InlineData("market_price", "0")]
    [InlineData("carousel_gallery", "[]")]
    [InlineData("sku_list", "[]")]
    [InlineData("sku_list", """[{"spec_id_list":"[20,5]","price":1,"multi_price":2,"quantity":1,"thumb_url":"u"}]""")]
    public async Task Add_BadField_NamesItAndAddsNothing(string name, string value)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);
        scope.Caller.BeforeSigning = fields => fields[name] = value;

        var answer = await scope.Caller.Call("pdd.goods.add", NewGoods());

        answer["error_response.sub_msg"].Should().EndWith(name);
        scope.Platform.Catalogue.Products.Should().HaveCount(10);
    }

    [Theory]
    [InlineData("1", "42", 42)]
    [InlineData("2", "-1", -1)]
    public async Task Stock_AbsoluteOrDelta_IsSet(string type, string quantity, long expected)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);
        var product = scope.Platform.Catalogue.Products.First(one => one.Variants[0].Stock > 0);
        var before = product.Variants[0].Stock;

        var answer = await scope.Caller.Call(
            "pdd.goods.quantity.update",
            ("goods_id", $"{product.Id}"),
            ("sku_id", $"{product.Variants[0].Id}"),
            ("quantity", quantity),
            ("update_type", type)
        );

        answer["goods_quantity_update_response.is_success"].Should().Be("true");
        var after = scope.Platform.Catalogue.Find(product.Id)!;
        after.Variants[0].Stock.Should().Be(expected < 0 ? before + expected : expected);
        after.Modified.Should().Be(scope.Time.GetUtcNow());
    }

    [Theory]
    [InlineData("quantity", "-1")]
    [InlineData("quantity", "many")]
    [InlineData("update_type", "3")]
    [InlineData("goods_id", "1")]
    [InlineData("sku_id", "1")]
    public async Task Stock_BadField_ChangesNothing(string name, string value)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);
        var product = scope.Platform.Catalogue.Products[0];
        scope.Caller.BeforeSigning = fields => fields[name] = value;

        var answer = await scope.Caller.Call(
            "pdd.goods.quantity.update",
            ("goods_id", $"{product.Id}"),
            ("sku_id", $"{product.Variants[0].Id}"),
            ("quantity", "5")
        );

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
        scope.Platform.Catalogue.Find(product.Id).Should().BeSameAs(product);
    }

    [Fact]
    public async Task Prices_OneSkuIsWrong_ChangesNone()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Pinduoduo);
        var product = scope.Platform.Catalogue.Products[0];
        var good = $$"""{"group_price":1900,"single_price":2200,"sku_id":{{product.Variants[0].Id}}}""";
        const string bad = """{"group_price":1900,"single_price":2200,"sku_id":1}""";

        var refused = await scope.Caller.Call(
            "pdd.goods.sku.price.update",
            ("goods_id", $"{product.Id}"),
            ("sku_price_list", $"[{good},{bad}]")
        );
        scope.Platform.Catalogue.Find(product.Id).Should().BeSameAs(product);
        var done = await scope.Caller.Call(
            "pdd.goods.sku.price.update",
            ("goods_id", $"{product.Id}"),
            ("sku_price_list", $"[{good}]")
        );

        refused["error_response.sub_code"].Should().Be("isv.invalid-parameter");
        done["goods_update_sku_price_response.is_success"].Should().Be("true");
        scope.Platform.Catalogue.Find(product.Id)!.Variants[0].PriceFen.Should().Be(1900);
    }

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
