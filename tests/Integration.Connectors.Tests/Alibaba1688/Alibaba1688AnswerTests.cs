using Integration.Platforms;
using Integration.Products;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688AnswerTests : IAsyncLifetime
{
    private static readonly AccountCredentials Account = new("a", "1000000", "secret")
    {
        AccessToken = "token",
        RefreshToken = "refresh",
    };

    private StandIn _platform = null!;
    private Alibaba1688Connector _connector = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _platform = await StandIn.Start();
        var options = new Alibaba1688Options { GatewayUrl = new(_platform.Url, "/openapi/") };
        _connector = new(options, _platform.Transport(options, TimeProvider.System), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task List_OfSeveralPages_IsReadByChangeFromTheLastToTheFirst()
    {
        _platform.Answers("""{"success":true,"result":[{"productID":1,"subject":"a"}],"totalRecords":41}""");
        var page = (await _connector.ListProducts(Account, new(), Ct)).Value!;
        page.NextCursor.Should().Be("2");
        _platform.Requests.Select(request => request.Form["pageNo"]).Should().Equal("1", "3");
        _platform
            .Requests.Should()
            .OnlyContain(request =>
                request.Form["orderByCondition"] == "MODIFY_DATE" && request.Form["orderByType"] == "ASC"
            );
    }

    [Fact]
    public async Task Offer_InACurrencyThatIsNotDeclared_IsRefusedWithoutACall()
    {
        (await Ask(new("1") { Currency = "XYZ" })).Failure!.Reason.Should().Be(FailureReason.Unsupported);
        _platform.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("0", 7.5)]
    [InlineData("0.00", 7.5)]
    [InlineData("6", 6)]
    public async Task Variant_WithAPromotionOfNothing_HasItsRegularPrice(string promotion, double expected)
    {
        _platform.Answers(
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
        _platform.Answers(new StandInAnswer($$"""{"error":"{{error}}","error_description":"x"}""") { Status = status });
        var failure = (await _connector.RefreshToken(Account, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((kind, reason));
        (failure.RetryAfter is not null).Should().Be(kind == FailureKind.Throttled);
    }

    private async Task<PlatformResult<Product>> Ask(ProductQuery query) =>
        (await _connector.GetProducts(Account, query, Ct)).Single().Outcome;
}
