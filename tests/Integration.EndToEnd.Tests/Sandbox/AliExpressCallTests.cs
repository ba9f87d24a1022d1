namespace Integration.Sandbox.Platforms;

/// <summary>What each call of AliExpress answers.</summary>
public sealed class AliExpressCallTests
{
    [Theory]
    [InlineData("fr", "fr", "EUR")]
    [InlineData("en_US", "en", "USD")]
    public async Task Detail_LanguageAndCurrency_AreAsAsked(string asked, string shown, string currency)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);
        var product = scope.Platform.Catalogue.Products[0];

        var answer = await scope.Caller.Call(
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
    public async Task Detail_TwoWarehouses_SplitsTheStock()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);
        var product = scope.Platform.Catalogue.Products[9];

        var answer = await scope.Caller.Detail(product.Id);

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
    public async Task Detail_NotToBeHad_SaysWhy(int index, string country, string message)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress, 50);
        var id = index < 0 ? 1 : scope.Platform.Catalogue.Products[index].Id;

        var answer = await scope.Caller.Call(
            "aliexpress.ds.product.get",
            ("product_id", $"{id}"),
            ("ship_to_country", country)
        );

        answer["aliexpress_ds_product_get_response.rsp_msg"].Should().Be(message);
        answer["aliexpress_ds_product_get_response.result.rsp_code"].Should().Be("605");
    }

    [Fact]
    public async Task Detail_Simplified_IsBare()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);
        scope.Caller.BeforeSigning = fields => fields["simplify"] = "true";

        var answer = await scope.Caller.Detail();

        answer["result.ae_item_sku_info_dtos.0.sku_id"]
            .Should()
            .Be($"{scope.Platform.Catalogue.Products[0].Variants[0].Id}");
    }

    [Fact]
    public async Task Affiliate_Batch_TellsTheKnown()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);
        scope.Caller.Token = null;
        var products = scope.Platform.Catalogue.Products;

        var answer = await scope.Caller.Call(
            "aliexpress.affiliate.productdetail.get",
            ("product_ids", $"{products[0].Id},1,{products[1].Id}"),
            ("target_language", "ES")
        );

        const string result = "aliexpress_affiliate_productdetail_get_response.resp_result.result";
        answer[$"{result}.current_record_count"].Should().Be("2");
        answer[$"{result}.products.product.1.product_title"].Should().Be(products[1].TitleIn("es"));
    }

    [Fact]
    public async Task List_Paged_TellsAllOnce()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress, 45);
        var seen = new List<string>();

        for (var page = 1; page <= 3; page++)
        {
            var query = $$"""{"current_page":{{page}},"product_status_type":"onSelling"}""";
            var answer = await scope.Caller.Call(
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

        seen.Should().Equal(scope.Platform.Catalogue.Products.Select(one => $"{one.Id}"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"product_status_type":"onSelling","page_size":100}""")]
    [InlineData("""{"product_status_type":"unknown"}""")]
    public async Task List_BadQuery_IsRefused(string query)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);

        var answer = await scope.Caller.Call(
            "aliexpress.solution.product.list.get",
            ("aeop_a_e_product_list_query", query)
        );

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
    }

    [Fact]
    public async Task SellerDetail_Known_HasItsSkus()
    {
        await using var scope = await PlatformScope.Start(PlatformKind.AliExpress);
        var product = scope.Platform.Catalogue.Products[0];

        var answer = await scope.Caller.Call("aliexpress.solution.product.info.get", ("product_id", $"{product.Id}"));

        answer[
            "aliexpress_solution_product_info_get_response.result.aeop_ae_product_s_k_us.global_aeop_ae_product_sku.0.sku_code"
        ]
            .Should()
            .Be(product.Variants[0].OuterId);
    }
}
