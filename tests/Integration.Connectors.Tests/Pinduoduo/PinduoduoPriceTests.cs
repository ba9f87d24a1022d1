using Integration.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Pinduoduo;

/// <summary>Prices that are changed, and nothing else of a product.</summary>
public sealed class PinduoduoPriceTests : IAsyncLifetime
{
    private const string Changed = """{"goods_update_sku_price_response":{"is_success":true,"goods_commit_id":17}}""";

    // Variants 1 and 2: a group pays 19.00 and 29.00, a single buyer 22.00 and 32.00.
    private const string Detail = """
        {"goods_detail_get_response":{"goods_name":"连衣裙","status":1,"sku_list":[
        {"sku_id":1,"multi_price":1900,"price":2200},{"sku_id":2,"multi_price":2900,"price":3200}]}}
        """;

    private static readonly AccountCredentials Account = new("a", "testkey", "testsecret")
    {
        AppKind = "seller",
        AccessToken = "testtoken",
    };

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_714_528_800));
    private StandIn _platform = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _platform = await StandIn.Start();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task Price_OfAVariant_IsSignedAsComputedFromTheDocuments()
    {
        _platform.Answers(Changed);
        var change = PinduoduoDrafts.Change("44622906858", "41447963302", 19m, 22m);
        (await Update(change)).Value.Should().Be(new WrittenProduct("44622906858"));
        var form = _platform.Requests.Single().Form;
        form["sku_price_list"].Should().Be("""[{"group_price":1900,"single_price":2200,"sku_id":41447963302}]""");
        form["sign"].Should().Be("BEBD4A87259D87065E67AAB7463BDA98");
    }

    [Theory]
    [InlineData("15.5", 1550, 2200)]
    [InlineData("22", 2200, 2200)]
    [InlineData("25", 2500, 2800)]
    public async Task Price_WithoutThatOfASingleBuyer_KeepsItOrRaisesBothByTheSame(
        string group,
        long groupFen,
        long singleFen
    )
    {
        _platform.Answers(Detail, Changed);
        (await Update(PinduoduoDrafts.Change("9", "1", decimal.Parse(group, Invariant), null)))
            .Failure.Should()
            .BeNull();
        _platform
            .Requests.Last()
            .Form["sku_price_list"]
            .Should()
            .Be($$"""[{"group_price":{{groupFen}},"single_price":{{singleFen}},"sku_id":1}]""");
    }

    [Fact]
    public async Task Price_OfAVariantThatIsNotThere_IsRefused()
    {
        _platform.Answers(Detail);
        (await Update(PinduoduoDrafts.Change("9", "3", 19m, null))).Failure!.Detail.Should().Contain("no variant 3");
        _platform.Requests.Should().ContainSingle("nothing was changed");
    }

    [Theory]
    [InlineData(Detail, null)]
    [InlineData(
        """{"goods_detail_get_response":{"goods_name":"x","sku_list":[{"sku_id":5,"multi_price":1,"price":2}]}}""",
        "5"
    )]
    public async Task Price_OfAProduct_IsThatOfItsOnlyVariant(string detail, string? variant)
    {
        _platform.Answers(detail, Changed);
        var outcome = await Update(new ProductDraft("") { Id = "9", Prices = [PinduoduoDrafts.Price(19m, null)] });
        (outcome.Failure is null).Should().Be(variant is not null);
        _platform.Requests.Should().HaveCount(variant is null ? 1 : 2);
        _platform.Requests.Last().Form.GetValueOrDefault("sku_price_list", "none").Should().Contain(variant ?? "none");
    }

    [Fact]
    public async Task Title_IsNotChangedAndSaysWhy()
    {
        var draft = PinduoduoDrafts.Change("9", "1", 19m, 22m) with { Titles = [new("zh", "新")] };
        var failure = (await Update(draft)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.Unsupported));
        failure.Detail.Should().Contain("titles").And.Contain("prices only");
        _platform.Requests.Should().BeEmpty("half a change is none");
    }

    [Theory]
    [InlineData("x", "1", "19", "22")]
    [InlineData("9", "red", "19", "22")]
    [InlineData("9", "1", "19.001", "22")]
    [InlineData("9", "1", "19", "18")]
    [InlineData("9", "1", "-1", "22")]
    public async Task Price_ThatCannotBe_IsRefusedWithoutACall(string id, string variant, string group, string alone)
    {
        var failure = (
            await Update(
                PinduoduoDrafts.Change(id, variant, decimal.Parse(group, Invariant), decimal.Parse(alone, Invariant))
            )
        ).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidRequest));
        _platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Price_ThatThePlatformDoesNotTake_IsRefusedForGood()
    {
        _platform.Answers("""{"goods_update_sku_price_response":{"is_success":false}}""");
        var failure = (await Update(PinduoduoDrafts.Change("9", "1", 19m, 22m))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.Platform));
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private PinduoduoConnector Connector() =>
        PinduoduoOnStandIn.Create(_platform, options => _platform.Transport(options, _time), _time);

    private async Task<PlatformResult<WrittenProduct>> Update(ProductDraft draft) =>
        (await Connector().UpdateProducts(Account, [draft], Ct)).Single().Outcome;
}
