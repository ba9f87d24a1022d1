using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

public sealed class PinduoduoSearchTests : IAsyncLifetime
{
    private const string Detail =
        """{"goods_detail_response":{"goods_details":[{"goods_name":"杯","min_group_price":990}]}}""";

    private static readonly AccountCredentials Account = new("a", "client", "secret");
    private StandIn _platform = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _platform = await StandIn.Start();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Search_WithSeveralHitsAndNoIds_TakesNone()
    {
        _platform.Answers(Search("""{"goods_sign":"a"},{"goods_sign":"b"}"""), Detail);
        var failure = (await Ask("123")).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidAnswer));
        failure.Detail.Should().Contain("sign");
    }

    [Fact]
    public async Task Search_WithSeveralHitsAndTheirIds_TakesTheOneAskedFor()
    {
        _platform.Answers(Search("""{"goods_id":5,"goods_sign":"a"},{"goods_id":"123","goods_sign":"b"}"""), Detail);
        (await Ask("123")).Value!.AlternateId.Should().Be("b");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"goods_name":"杯"}""")]
    [InlineData("7")]
    public async Task Search_WithAHitThatCannotBeRead_IsNotGone(string row)
    {
        _platform.Answers(Search(row));
        (await Ask("123")).Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
    }

    [Theory]
    [InlineData("[{}]", FailureReason.InvalidAnswer)]
    [InlineData("[]", FailureReason.Gone)]
    public async Task Detail_IsGoneOnlyWhereTheListIsEmpty(string details, FailureReason reason)
    {
        _platform.Answers($$$"""{"goods_detail_response":{"goods_details":{{{details}}}}}""");
        (await Ask("c9r2_abc")).Failure!.Reason.Should().Be(reason);
    }

    private static string Search(string rows) => $$$"""{"goods_search_response":{"goods_list":[{{{rows}}}]}}""";

    private async Task<PlatformResult<Product>> Ask(string id)
    {
        var options = new PinduoduoOptions { GatewayUrl = _platform.Url };
        var transport = _platform.Transport(options, TimeProvider.System);
        var connector = new PinduoduoConnector(options, transport, TimeProvider.System);
        return (await connector.GetProducts(Account, new(id), Ct)).Single().Outcome;
    }
}
