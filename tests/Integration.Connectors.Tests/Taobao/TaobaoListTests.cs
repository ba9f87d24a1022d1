using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

/// <summary>What goes wrong in parts of an answer, and in which order the list is read.</summary>
public sealed class TaobaoListTests : TaobaoOnStandIn
{
    private static readonly AccountCredentials Account = new("a", "12345678", "app-secret")
    {
        AccessToken = "access-token",
        RefreshToken = "refresh-token",
    };

    [Fact]
    public async Task List_OfSeveralPages_IsReadByChangeFromTheLastToTheFirst()
    {
        Platform.Answers(
            """{"items_onsale_get_response":{"total_results":5,"items":{"item":[{"num_iid":1},{"num_iid":2}]}}}"""
        );
        string? cursor = null;
        do
        {
            var query = new ProductListQuery { PageSize = 2, Cursor = cursor };
            cursor = (await Connector.ListProducts(Account, query, Ct)).Value!.NextCursor;
        } while (cursor is not null);
        Platform.Requests.Select(request => request.Form["page_no"]).Should().Equal("1", "3", "2", "1");
        Platform.Requests.Should().OnlyContain(request => request.Form["order_by"] == "modified:asc");
    }

    [Theory]
    [InlineData("""{"item_basic_info":{"title":"?"}}""")]
    [InlineData("""{"input_item_iid":"2"}""")]
    [InlineData("""{"input_item_iid":"99","item_basic_info":{"title":"?"}}""")]
    [InlineData("7")]
    public async Task Affiliate_WithAnUnreadableRow_CallsNoProductGone(string row)
    {
        Platform.Answers(
            """{"tbk_item_details_upgrade_get_response":{"results":{"tbk_item_detail":[{"input_item_iid":"1","item_basic_info":{"title":"t"}},"""
                + row
                + "]}}}"
        );
        var results = await Connector.GetProducts(Account, new("1", "2"), Ct);
        results[0].Outcome.Succeeded.Should().BeTrue();
        var failure = results[1].Outcome.Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.InvalidAnswer));
    }

    [Theory]
    [InlineData("ITEM_NOT_FOUND", FailureKind.Permanent, FailureReason.Gone)]
    [InlineData("ITEM_ID_NOT_FOUND", FailureKind.Permanent, FailureReason.Gone)]
    [InlineData("ApiCallLimit", FailureKind.Throttled, FailureReason.RateLimit)]
    [InlineData("IllegalAccessToken", FailureKind.Unauthorised, FailureReason.TokenExpired)]
    public async Task CrossBorder_BusinessError_IsJudgedWithTheCall(string code, FailureKind kind, FailureReason reason)
    {
        Platform.Answers(
            $$$"""{"code":"0","biz_error_code":"{{{code}}}","biz_error_msg":"no access-token","data":{},"request_id":"access-token"}"""
        );
        var failure = (await Connector.GetProducts(CrossBorder, new("1"), Ct)).Single().Outcome.Failure!;
        (failure.Kind, failure.Reason, failure.RequestId).Should().Be((kind, reason, "***"));
        (failure.RetryAfter is not null).Should().Be(kind == FailureKind.Throttled);
        failure.Detail.Should().NotContain("access-token");
    }

    [Fact]
    public async Task CrossBorder_WithoutATitle_IsNotGone()
    {
        Platform.Answers("""{"code":"0","data":{"price":1}}""");
        var failure = (await Connector.GetProducts(CrossBorder, new("1"), Ct)).Single().Outcome.Failure!;
        failure.Reason.Should().Be(FailureReason.InvalidAnswer);
    }

    [Fact]
    public async Task CrossBorder_ConnectionTest_IsProvedByTheMissingProduct()
    {
        Platform.Answers("""{"code":"0","biz_error_code":"ITEM_NOT_FOUND","data":{}}""");
        (await Connector.TestConnection(CrossBorder, Ct)).Value!.TokenProved.Should().BeTrue();
        Platform.Requests.Single().Form["language"].Should().Be("en", "the interface wants one");
    }

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("zh", "en")]
    public async Task CrossBorder_InALanguage_IsAskedInTheDeclaredSpelling(string asked, string sent)
    {
        Platform.Answers("""{"code":"0","data":{"title":"杯","multi_language_info":{"title":"Cup"}}}""");
        var product = await Connector.GetProducts(CrossBorder, new("1") { Language = asked }, Ct);
        Platform.Requests.Single().Form["language"].Should().Be(sent);
        LocalizedText[] expected = asked == "zh" ? [new("zh", "杯")] : [new("zh", "杯"), new("en", "Cup")];
        product.Single().Outcome.Value!.Titles.Should().Equal(expected);
    }

    [Fact]
    public async Task Refresh_OfATokenThatCannotBeRefreshed_KeepsNoRefreshToken()
    {
        Platform.Answers(
            """{"access_token":"n","refresh_token":"r","expires_in":60,"re_expires_in":0,"refresh_token_valid_time":1796000000000}"""
        );
        var grant = (await Connector.RefreshToken(Account, Ct)).Value!;
        (grant.RefreshToken, grant.RefreshExpiresAt).Should().Be((null, null));
    }

    [Theory]
    [InlineData(400, "invalid_client", FailureKind.Permanent, FailureReason.BadCredentials)]
    [InlineData(400, "token_dead", FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    [InlineData(429, "invalid_grant", FailureKind.Throttled, FailureReason.RateLimit)]
    [InlineData(503, "invalid_grant", FailureKind.Transient, FailureReason.Platform)]
    [InlineData(400, "temporarily_unavailable", FailureKind.Transient, FailureReason.Platform)]
    public async Task Refresh_ThatFails_NeedsAPersonOnlyWhereTheTokenIsRefused(
        int status,
        string error,
        FailureKind kind,
        FailureReason reason
    )
    {
        Platform.Answers(new StandInAnswer($$"""{"error":"{{error}}"}""") { Status = status });
        var failure = (await Connector.RefreshToken(Account, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
    }

    private static AccountCredentials CrossBorder => Account with { AppKind = "cross_border" };
}
