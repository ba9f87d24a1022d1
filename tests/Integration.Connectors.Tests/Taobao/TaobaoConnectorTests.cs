using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

public sealed class TaobaoConnectorTests : TaobaoOnStandIn
{
    private static readonly AccountCredentials Account = new("a", "12345678", "secret") { AccessToken = "token" };

    [Fact]
    public async Task Affiliate_OfABatch_GivesEachIdItsOwnResultInTheOrderAsked()
    {
        Platform.Answers(
            """
            {"tbk_item_details_upgrade_get_response":{"results":{"tbk_item_detail":[
            {"item_id":"x2","input_item_iid":"2","item_basic_info":{"title":"二"},"price_promotion_info":{"zk_final_price":"2"}},
            {"item_id":"x1","input_item_iid":1,"item_basic_info":{"title":"一"},"price_promotion_info":{"zk_final_price":"1.00"}}]}}}
            """
        );
        var results = await Connector.GetProducts(Account, new("1", "3", "2", "no id!"), Ct);
        results.Select(result => result.Id).Should().Equal("1", "3", "2", "no id!");
        results[0].Outcome.Value!.Titles.Should().Equal(new LocalizedText("zh", "一"));
        results[0].Outcome.Value!.AlternateId.Should().Be("x1");
        results[0].Outcome.Value!.Raw.Single().Body.Should().StartWith("{\"item_id\":\"x1\""u8.ToArray());
        results[1].Outcome.Failure!.Reason.Should().Be(FailureReason.Gone);
        results[2].Outcome.Value!.Prices.Single().Value.Should().Be(new Money(2m, "CNY"));
        results[3].Outcome.Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        var request = Platform.Requests.Should().ContainSingle().Which;
        request.Form["item_id"].Should().Be("1,3,2");
        request.Form["timestamp"].Should().Be("2026-11-24 23:30:00", "GMT+8");
        request.Form.Should().NotContainKey("session").And.Contain("format", "json");
    }

    [Fact]
    public async Task CrossBorder_InALanguage_HasBothTextsAndYuan()
    {
        Platform.Answers(
            """
            {"code":"0","data":{"title":"杯子","pic_urls":["https://img.example.com/1.jpg"],"price":12345,"promotion_price":"9900",
            "properties":[{"prop_name":"材质","value_name":"玻璃"}],"sku_list":[{"sku_id":7,"quantity":3,"price":12345,
            "properties":[{"prop_name":"颜色","value_name":"白"}]}],"multi_language_info":{"title":"Cup",
            "properties":[{"prop_name":"Material","value_name":"Glass"}],
            "sku_properties":[{"sku_id":"7","properties":[{"prop_name":"Colour","value_name":"White"}]}]}}}
            """
        );
        var product = await Ask("cross_border", "en");
        product.Titles.Should().Equal(new LocalizedText("zh", "杯子"), new LocalizedText("en", "Cup"));
        product.Attributes.Should().Equal(new AttributeValue("zh", "材质", "玻璃"), new("en", "Material", "Glass"));
        product.Prices.Single().Value.Amount.Should().Be(99m);
        product.Prices.Single().Regular!.Amount.Should().Be(123.45m);
        product
            .Variants.Single()
            .Options.Should()
            .Equal(new AttributeValue("zh", "颜色", "白"), new("en", "Colour", "White"));
        var request = Platform.Requests.Single();
        request.Path.Should().Be("/rest/traffic/item/get");
        var signed = "/traffic/item/get" + Documented.Joined(request, "sign");
        request.Form["sign"].Should().Be(Documented.HmacSha256("secret", signed));
        request.Form["language"].Should().Be("en");
    }

    [Theory]
    [InlineData("""{"code":"0"}""", FailureKind.Permanent, FailureReason.Gone)]
    [InlineData(
        """{"code":"0","biz_error_code":"E1","biz_error_msg":"no"}""",
        FailureKind.Permanent,
        FailureReason.Platform
    )]
    [InlineData("""{"type":"ISP","code":"E2","message":"later"}""", FailureKind.Transient, FailureReason.Platform)]
    [InlineData("""{"type":"ISV","code":"IllegalAccessToken"}""", FailureKind.Unauthorised, FailureReason.TokenExpired)]
    public async Task CrossBorder_Errors_AreJudged(string body, FailureKind kind, FailureReason reason)
    {
        Platform.Answers(body);
        var account = Account with { AppKind = "cross_border" };
        var failure = (await Connector.GetProducts(account, new("1"), Ct)).Single().Outcome.Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
    }

    [Fact]
    public async Task Affiliate_InAnotherLanguage_IsRefusedWithoutACall()
    {
        var results = await Connector.GetProducts(Account, new("1") { Language = "en" }, Ct);
        results.Single().Outcome.Failure!.Reason.Should().Be(FailureReason.Unsupported);
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Seller_ReadsItsOwnItem()
    {
        Platform.Answers(
            """
            {"item_seller_get_response":{"item":{"num_iid":11223344,"title":"N97","price":"200.07","num":"12","outer_id":"A-1",
            "approve_status":"instock","modified":"2024-05-01 09:00:00"}}}
            """
        );
        var product = await Ask("seller", null);
        product.SellerCode.Should().Be("A-1");
        product.Stock.Single().Quantity.Should().Be(12);
        product.Status.Should().Be(ProductStatus.OffSale);
        product.ModifiedAt.Should().Be(new DateTimeOffset(2024, 5, 1, 1, 0, 0, TimeSpan.Zero));
        Platform.Requests.Single().Form["session"].Should().Be("token");
    }

    [Theory]
    [InlineData("accesscontrol.limited-by-app-access-count", "", 1800, false)]
    [InlineData("accesscontrol.limited-by-app-api-access-count", "", 1800, true)]
    [InlineData("accesscontrol.limited-by-dynamic-access-count", "", 5, false)]
    [InlineData("accesscontrol.limited-by-api-access-count", "This ban will last for 3 more seconds", 4, false)]
    [InlineData("accesscontrol.limited-by-api-access-count", "This ban will last for 3600 more seconds", 3601, true)]
    public async Task TooMany_LastsAsLongAsItsCodeSays_ForAllCallsOrForOne(
        string subCode,
        string message,
        int seconds,
        bool isOfCallAlone
    )
    {
        Platform.Answers(
            $$$"""{"error_response":{"code":7,"msg":"App Call Limited","sub_code":"{{{subCode}}}","sub_msg":"{{{message}}}"}}"""
        );
        var failure = await Failure();
        (failure.RetryAfter, failure.IsOfCallAlone).Should().Be((TimeSpan.FromSeconds(seconds), isOfCallAlone));
    }

    [Theory]
    [InlineData(15, "isp.top-remote-connection-timeout", FailureKind.Transient, FailureReason.Platform)]
    [InlineData(15, "isv.item-not-found", FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData(530, null, FailureKind.Transient, FailureReason.Platform)]
    [InlineData(26, null, FailureKind.Permanent, FailureReason.InvalidRequest)]
    [InlineData(27, "session-not-exist", FailureKind.Unauthorised, FailureReason.TokenExpired)]
    [InlineData(27, "sessionkey-not-generated-by-server", FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    [InlineData(29, "isv.appkey-not-exists", FailureKind.Permanent, FailureReason.BadCredentials)]
    [InlineData(4711, null, FailureKind.Permanent, FailureReason.Platform)]
    public async Task Errors_AreJudgedByCodeAndSubCode(int code, string? sub, FailureKind kind, FailureReason reason)
    {
        var subCode = sub is null ? "" : $",\"sub_code\":\"{sub}\"";
        Platform.Answers($"{{\"error_response\":{{\"code\":{code},\"msg\":\"m\"{subCode},\"request_id\":\"r\"}}}}");
        var failure = await Failure();
        (failure.Kind, failure.Reason, failure.RequestId).Should().Be((kind, reason, "r"));
    }

    [Fact]
    public async Task List_OfMoreThanCanBePagedTo_SaysSo()
    {
        var items = string.Join(',', Enumerable.Range(1, 200).Select(id => $"{{\"num_iid\":{id}}}"));
        Platform.Answers(
            $"{{\"items_onsale_get_response\":{{\"total_results\":20001,\"items\":{{\"item\":[{items}]}}}}}}"
        );
        var page = (await Connector.ListProducts(Account, new(), Ct)).Value!;
        (page.NextCursor, page.BeyondLimit, page.Total).Should().Be(("99", true, 20_001L));
        Platform.Requests.Last().Form["page_no"].Should().Be("100", "no deeper page is given");
    }

    [Fact]
    public async Task List_OfAWindowOfChanges_IsAskedInChineseTime()
    {
        Platform.Answers("""{"items_onsale_get_response":{"total_results":0}}""");
        var query = new ProductListQuery
        {
            ModifiedFrom = Time.GetUtcNow().AddHours(-1),
            ModifiedTo = Time.GetUtcNow(),
        };
        (await Connector.ListProducts(Account, query, Ct)).Succeeded.Should().BeTrue();
        var form = Platform.Requests.Single().Form;
        (form["start_modified"], form["end_modified"]).Should().Be(("2026-11-24 22:30:00", "2026-11-24 23:30:00"));
    }

    [Fact]
    public async Task List_WithoutRowsBeforeTheTotalIsReached_IsAFailure()
    {
        Platform.Answers("""{"items_onsale_get_response":{"total_results":5}}""");
        (await Connector.ListProducts(Account, new(), Ct)).Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
    }

    [Fact]
    public async Task Refresh_ThatIsRefused_NeedsAPerson()
    {
        Platform.Answers(
            new StandInAnswer("""{"error":"invalid_grant","error_description":"expired"}""") { Status = 400 }
        );
        var failure = (await Connector.RefreshToken(Account with { RefreshToken = "r" }, Ct)).Failure!;
        (failure.Reason, failure.NeedsAttention).Should().Be((FailureReason.AuthorisationLost, true));
    }

    [Fact]
    public async Task Refresh_OfACrossBorderAccount_GoesToItsOwnGateway()
    {
        Platform.Answers("""{"access_token":"n","refresh_token":"m","expire_time":"1796000000000","code":"0"}""");
        var account = Account with { AppKind = "cross_border", RefreshToken = "r" };
        var grant = (await Connector.RefreshToken(account, Ct)).Value!;
        (grant.AccessToken, grant.RefreshToken).Should().Be(("n", "m"));
        grant.ExpiresAt.Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(1_796_000_000_000));
        Platform.Requests.Single().Path.Should().Be("/rest/auth/token/refresh");
    }

    [Theory]
    [InlineData("seller", "taobao.items.onsale.get", true)]
    [InlineData(null, "taobao.tbk.item.details.upgrade.get", false)]
    public async Task ConnectionTest_CallsWhatTheKindOfAppMayCall(string? kind, string call, bool tokenProved)
    {
        Platform.Answers(
            """
            {"items_onsale_get_response":{"total_results":5000,"items":{"item":[{"num_iid":1,"title":"杯"}]}},
             "tbk_item_details_upgrade_get_response":{"results":{}}}
            """
        );
        var report = await Connector.TestConnection(Account with { AppKind = kind }, Ct);
        report.Value.Should().Be(new ConnectionReport(call, tokenProved));
        Platform.Requests.Should().ContainSingle("a test makes the cheapest call, once");
    }

    private async Task<Product> Ask(string kind, string? language)
    {
        var account = Account with { AppKind = kind };
        var results = await Connector.GetProducts(account, new("11223344") { Language = language }, Ct);
        results.Single().Outcome.Failure.Should().BeNull();
        return results.Single().Outcome.Value!;
    }

    private async Task<PlatformFailure> Failure() =>
        (await Connector.GetProducts(Account, new("1"), Ct)).Single().Outcome.Failure!;
}
