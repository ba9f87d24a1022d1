using System.Text.Json.Nodes;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Pinduoduo;

/// <summary>Products that are created.</summary>
public sealed class PinduoduoCreationTests : IAsyncLifetime
{
    private const string Added = """{"goods_add_response":{"goods_id":44622906858,"goods_commit_id":17}}""";

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
    public async Task Creation_SendsEveryFieldOfTheDocuments()
    {
        _platform.Answers(Added);
        (await Create(PinduoduoDrafts.New("A"))).Value.Should().Be(new WrittenProduct("44622906858"));
        var form = _platform.Requests.Single().Form;
        form.Should()
            .Contain("type", "pdd.goods.add")
            .And.Contain("goods_name", "连衣裙")
            .And.Contain("goods_type", "1")
            .And.Contain("country_id", "0")
            .And.Contain("cat_id", "20111")
            .And.Contain("cost_template_id", "7")
            .And.Contain("market_price", "4400")
            .And.Contain("is_folt", "true")
            .And.Contain("is_pre_sale", "false")
            .And.Contain("is_refundable", "true")
            .And.Contain("second_hand", "false")
            .And.Contain("shipment_limit_second", "86400")
            .And.Contain("carousel_gallery", """["https://img.example.com/1.jpg","https://img.example.com/2.jpg"]""")
            .And.Contain("detail_gallery", """["https://img.example.com/d.jpg"]""");
        JsonNode
            .DeepEquals(
                JsonNode.Parse(form["sku_list"]),
                JsonNode.Parse(
                    """
                    [{"spec_id_list":"[20,5]","price":2200,"multi_price":1900,"quantity":7,"weight":500,
                    "thumb_url":"https://img.example.com/3.jpg","is_onsale":1,"limit_quantity":999,"out_sku_sn":"A-R"}]
                    """
                )
            )
            .Should()
            .BeTrue(form["sku_list"]);
    }

    [Fact]
    public async Task Creation_OfAProductWithoutVariants_IsOneOfItsOwn()
    {
        _platform.Answers(Added);
        var draft = PinduoduoDrafts.New("A") with
        {
            Variants = [],
            Prices = [PinduoduoDrafts.Price(0.01m, 0.01m)],
            Stock = [new(0)],
        };
        (await Create(draft)).Failure.Should().BeNull();
        var sku = JsonNode.Parse(_platform.Requests.Single().Form["sku_list"])![0]!;
        ((long)sku["multi_price"]!, (long)sku["quantity"]!, (string)sku["out_sku_sn"]!).Should().Be((1L, 0L, "A"));
        ((string)sku["thumb_url"]!).Should().Be("https://img.example.com/1.jpg");
    }

    [Theory]
    [InlineData("cat_id")]
    [InlineData("cost_template_id")]
    [InlineData("market_price")]
    [InlineData("detail_gallery")]
    [InlineData("is_folt")]
    [InlineData("is_pre_sale")]
    [InlineData("is_refundable")]
    [InlineData("second_hand")]
    [InlineData("shipment_limit_second")]
    [InlineData("sku_list")]
    public async Task Creation_WithoutAFieldOfThePlatforms_NamesItWithoutACall(string field)
    {
        var fields = JsonNode.Parse(PinduoduoDrafts.Fields)!.AsObject();
        fields.Remove(field);
        await IsRefused(PinduoduoDrafts.New("A", fields.ToJsonString()), $"platform_fields.{field}");
    }

    [Fact]
    public async Task Creation_WithoutAnyOfThem_NamesEach()
    {
        var failure = (await Create(PinduoduoDrafts.New("A") with { PlatformFields = null })).Failure!;
        foreach (var (name, _) in JsonNode.Parse(PinduoduoDrafts.Fields)!.AsObject())
        {
            failure.Detail.Should().Contain($"platform_fields.{name}");
        }
    }

    [Theory]
    [InlineData("cat", "1", "platform_fields.cat is unknown")]
    [InlineData("cat_id", "0", "platform_fields.cat_id")]
    [InlineData("market_price", "44.5", "platform_fields.market_price")]
    [InlineData("is_folt", "\"maybe\"", "platform_fields.is_folt")]
    [InlineData("detail_gallery", "[\"ftp://a/1.jpg\"]", "platform_fields.detail_gallery")]
    [InlineData("sku_list", "[{\"spec_id_list\":[],\"weight\":1}]", "platform_fields.sku_list[0].spec_id_list")]
    [InlineData("sku_list", "[{\"spec_id_list\":[1]}]", "platform_fields.sku_list[0].weight")]
    [InlineData("sku_list", "[{\"spec_id_list\":[1],\"weight\":1,\"x\":1}]", "platform_fields.sku_list[0].x")]
    [InlineData("sku_list", "[{},{}]", "one row for each variant")]
    public async Task Creation_WithAWrongFieldOfThePlatforms_NamesItWithoutACall(
        string field,
        string json,
        string named
    )
    {
        var fields = JsonNode.Parse(PinduoduoDrafts.Fields)!.AsObject();
        fields[field] = JsonNode.Parse(json);
        await IsRefused(PinduoduoDrafts.New("A", fields.ToJsonString()), named);
    }

    [Theory]
    [InlineData("19.005", "22", "CNY", "variants[0].prices[0].value has a part of a fen")]
    [InlineData("0", "22", "CNY", "variants[0].prices[0].value")]
    [InlineData("19", "22", "USD", "CNY")]
    [InlineData("19", null, "CNY", "variants[0].prices[0].regular")]
    [InlineData("19", "18.99", "CNY", "variants[0].prices[0].regular")]
    [InlineData("99999999999999999999", "99999999999999999999", "CNY", "variants[0].prices[0].value")]
    public async Task Creation_WithAnAmountThatIsNoWholeFen_IsRefusedAndNeverRounded(
        string group,
        string? alone,
        string currency,
        string named
    )
    {
        var draft = PinduoduoDrafts.New("A");
        var price = new ProductPrice(new(decimal.Parse(group, Invariant), currency))
        {
            Regular = alone is null ? null : new(decimal.Parse(alone, Invariant), currency),
        };
        await IsRefused(draft with { Variants = [draft.Variants[0] with { Prices = [price] }] }, named);
    }

    [Fact]
    public async Task Creation_WithHundredsOfFaults_NamesTheFirstAndCountsTheRest()
    {
        var draft = PinduoduoDrafts.New("A");
        var variants = Enumerable.Repeat(new ProductVariant(), 500).ToArray();
        var failure = (await Create(draft with { Variants = variants })).Failure!;
        failure.Detail.Should().Contain("variants[0].prices").And.MatchRegex("and [0-9]+ more\\.$");
        failure.Detail.Length.Should().BeLessThan(10_000);
    }

    [Fact]
    public async Task Creation_OfWhatTheCallHasNoFieldFor_IsRefusedAndNotLost()
    {
        var draft = PinduoduoDrafts.New("A");
        await IsRefused(draft with { Descriptions = [new("zh", "好")] }, "descriptions");
        await IsRefused(draft with { Attributes = [new("zh", "材质", "棉")] }, "attributes");
        await IsRefused(draft with { Titles = [new("en", "Dress")] }, "titles");
        await IsRefused(draft with { Images = [] }, "images");
    }

    [Fact]
    public async Task Creation_WhoseAnswerHasNoId_MayBeDone()
    {
        _platform.Answers("""{"goods_add_response":{"goods_commit_id":17}}""");
        var failure = (await Create(PinduoduoDrafts.New("A"))).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.InvalidAnswer));
    }

    [Theory]
    [InlineData("50000", true)]
    [InlineData("52102", true)]
    [InlineData("70031", false)]
    [InlineData("10001", false)]
    public async Task Creation_AnsweredWithAnError_MayBeDoneWhereThePlatformItselfBroke(string code, bool mayBeDone)
    {
        _platform.Answers(PinduoduoBodies.Error(code, "x"));
        (await Create(PinduoduoDrafts.New("A"))).Failure!.MayBeDone.Should().Be(mayBeDone);
    }

    [Fact]
    public async Task Writes_OfAnAffiliate_AreUnsupported()
    {
        var affiliate = Account with { AppKind = "affiliate" };
        var results = await Connector().CreateProducts(affiliate, [PinduoduoDrafts.New("A")], Ct);
        results.Single().Outcome.Failure!.Reason.Should().Be(FailureReason.Unsupported);
        _platform.Requests.Should().BeEmpty();
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private async Task IsRefused(ProductDraft draft, string named)
    {
        var failure = (await Create(draft)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Permanent, FailureReason.InvalidRequest));
        failure.Detail.Should().Contain(named);
        _platform.Requests.Should().BeEmpty();
    }

    private PinduoduoConnector Connector() =>
        PinduoduoOnStandIn.Create(_platform, options => _platform.Transport(options, _time), _time);

    private async Task<PlatformResult<WrittenProduct>> Create(ProductDraft draft) =>
        (await Connector().CreateProducts(Account, [draft], Ct)).Single().Outcome;
}
