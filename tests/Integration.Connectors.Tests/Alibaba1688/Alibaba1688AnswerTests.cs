using Integration.Platforms;
using Integration.Products;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688AnswerTests : Alibaba1688OnStandIn
{
    private static readonly AccountCredentials Account = new("a", "1000000", "secret")
    {
        AccessToken = "token",
        RefreshToken = "refresh",
    };

    [Fact]
    public async Task List_OfSeveralPages_IsReadByChangeFromTheLastToTheFirst()
    {
        var items = string.Join(',', Enumerable.Range(1, 20).Select(id => $"{{\"productID\":{id},\"subject\":\"a\"}}"));
        Platform.Answers($"{{\"success\":true,\"result\":[{items}],\"totalRecords\":41}}");
        var page = (await Connector.ListProducts(Account, new(), Ct)).Value!;
        page.NextCursor.Should().Be("2");
        Platform.Requests.Select(request => request.Form["pageNo"]).Should().Equal("1", "3");
        Platform
            .Requests.Should()
            .OnlyContain(request =>
                request.Form["orderByCondition"] == "MODIFY_DATE" && request.Form["orderByType"] == "ASC"
            );
    }

    [Fact]
    public async Task Offer_InACurrencyThatIsNotDeclared_IsRefusedWithoutACall()
    {
        (await Ask(new("1") { Currency = "XYZ" })).Failure!.Reason.Should().Be(FailureReason.Unsupported);
        Platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("0", 7.5)]
    [InlineData("0.00", 7.5)]
    [InlineData("6", 6)]
    public async Task Variant_WithAPromotionOfNothing_HasItsRegularPrice(string promotion, double expected)
    {
        Platform.Answers(
            "{\"result\":{\"success\":true,\"result\":{\"offerId\":1,\"subject\":\"a\",\"productSkuInfos\":[{\"price\":\"7.5\","
                + $"\"promotionPrice\":\"{promotion}\"}}]}}}}}}"
        );
        var price = (await Ask(new("1"))).Value!.Variants.Single().Prices.Single();
        price.Value.Amount.Should().Be((decimal)expected);
    }

    [Theory]
    [InlineData(400, "invalid_client", FailureKind.Permanent, FailureReason.BadCredentials)]
    [InlineData(400, "invalid_grant", FailureKind.Unauthorised, FailureReason.AuthorisationLost)]
    [InlineData(429, "invalid_grant", FailureKind.Throttled, FailureReason.RateLimit)]
    [InlineData(500, "invalid_grant", FailureKind.Transient, FailureReason.Platform)]
    public async Task Refresh_WithAnErrorOfOAuth_NeedsAPersonOnlyWhereTheTokenIsRefused(
        int status,
        string error,
        FailureKind kind,
        FailureReason reason
    )
    {
        Platform.Answers(new StandInAnswer($$"""{"error":"{{error}}","error_description":"x"}""") { Status = status });
        var failure = (await Connector.RefreshToken(Account, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
        (failure.RetryAfter is not null).Should().Be(kind == FailureKind.Throttled);
    }

    private async Task<PlatformResult<Product>> Ask(ProductQuery query) =>
        (await Connector.GetProducts(Account, query, Ct)).Single().Outcome;
}
