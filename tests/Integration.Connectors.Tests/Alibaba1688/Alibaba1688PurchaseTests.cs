using System.Text.Json;
using Integration.Orders;
using Integration.Platforms;
using Integration.Writes;

namespace Integration.Alibaba1688;

/// <summary>What is special about buying at 1688: the buyer's list is asked first, and one order may become several.</summary>
public sealed class Alibaba1688PurchaseTests : Alibaba1688OnStandIn
{
    private static readonly AccountCredentials s_account = new("account-1", "1000000", "test123")
    {
        AccessToken = "token-123",
    };

    [Fact]
    public async Task Order_IsSentAsTheDocumentsShowIt()
    {
        Platform.Answers(PurchaseBodies.Nothing, """{"result":{"orderId":"874"},"success":true}""");

        var placed = await Push(PurchaseBodies.Draft("T1") with { Note = "留言" });

        placed.Value!.Numbers.Should().Equal("874");
        var requests = Platform.Requests.ToArray();
        requests[0].Path.Should().EndWith("com.alibaba.trade/alibaba.trade.getBuyerOrderList/1000000");
        requests[0].Form["outOrderId"].Should().Be("T1");
        var form = requests[1].Form;
        requests[1].Path.Should().EndWith("com.alibaba.trade/alibaba.trade.fastCreateOrder/1000000");
        (form["flow"], form["outOrderId"], form["message"]).Should().Be(("general", "T1", "留言"));
        Json(form["addressParam"])
            .Should()
            .Be(
                Json(
                    """
                    {"fullName":"张三","mobile":"15251667788","phone":"0517-88990077","postCode":"000000","provinceText":"浙江省",
                    "cityText":"杭州市","areaText":"滨江区","address":"网商路699号"}
                    """
                )
            );
        Json(form["cargoParamList"])
            .Should()
            .Be(
                Json(
                    """
                    [{"specId":"b266e0726506185beaf205cbae88530d","offerId":554456348334,"quantity":5},
                    {"specId":"2ba3d63866a71fbae83909d9b4814f01","offerId":554456348334,"quantity":6}]
                    """
                )
            );
        form["_aop_signature"].Should().Be(Alibaba1688Bodies.SignatureOf(requests[1], "_aop_signature", "test123"));
    }

    [Fact]
    public async Task Order_OfANumberThatIsThere_IsNotPlacedAgain()
    {
        // The platform had made two of it.
        Platform.Answers(PurchaseBodies.List(PurchaseBodies.Row("1", 6), PurchaseBodies.Row("2", 5)));

        var placed = await Push(PurchaseBodies.Draft("T1"));

        (placed.Value!.Existed, string.Join(' ', placed.Value.Numbers)).Should().Be((true, "1 2"));
        Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Order_OfANumberThatHoldsOtherGoods_IsRefusedAndNotPlaced()
    {
        Platform.Answers(PurchaseBodies.List(PurchaseBodies.Row("1", 5, 7)));
        var placed = await Push(PurchaseBodies.Draft("T1"));
        placed.Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        placed.Failure.Detail.Should().Contain("another number");
        Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Order_OfWhichALineWasLeftOutBeforeItsAnswerWasLost_TellsWhichWhenItIsSentAgain()
    {
        Platform.Answers(PurchaseBodies.List(PurchaseBodies.Row("1", 5)));
        var placed = (await Push(PurchaseBodies.Draft("T1"))).Value!;
        (placed.Existed, placed.Numbers.Single()).Should().Be((true, "1"));
        placed.NotPlaced.Single().VariantId.Should().Be("2ba3d63866a71fbae83909d9b4814f01");
        Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Order_ThatWasCancelledThere_IsAFailureAndNotPlaced()
    {
        var cancelled = PurchaseBodies.Row("1", 5, 6).Replace("waitbuyerpay", "cancel", StringComparison.Ordinal);
        Platform.Answers(PurchaseBodies.List(cancelled));
        var placed = await Push(PurchaseBodies.Draft("T1"));
        placed.Failure!.Detail.Should().Contain("cancelled").And.Contain("another number");
        Platform.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"result":[{"baseInfo":{"status":"waitbuyerpay"}}],"totalRecord":1}""")]
    [InlineData("""{"result":[],"totalRecord":33}""")]
    [InlineData("""{"success":true}""")]
    [InlineData("""{"result":null}""")]
    [InlineData("<html>")]
    public async Task Order_WhoseNumberCannotBeAskedFor_IsHeldBack(string answer)
    {
        Platform.Answers(answer);
        var failure = (await Push(PurchaseBodies.Draft("T1"))).Failure!;
        (failure.Kind, failure.IsHeldBack).Should().Be((FailureKind.Transient, true));
        WriteRules.MayBeDone(failure).Should().BeFalse();
        Platform.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(
        """{"success":false,"code":"500_004","message":"库存不足","result":{"orderId":0}}""",
        FailureKind.Permanent
    )]
    [InlineData("""{"success":true,"result":{"orderList":[{"orderId":"7"},{"message":"x"}]}}""", FailureKind.Transient)]
    public async Task Answer_WithoutTheNumberOfEachOrder_IsNoOrder(string answer, FailureKind kind)
    {
        Platform.Answers(PurchaseBodies.Nothing, answer);
        (await Push(PurchaseBodies.Draft("T1"))).Failure!.Kind.Should().Be(kind);
    }

    [Fact]
    public async Task Order_ThatBecomesSeveral_HasAllTheirNumbersAndSums()
    {
        Platform.Answers(
            PurchaseBodies.Nothing,
            """
            {"result":{"success":true,"orderList":[{"postFee":48000,"orderAmmount":4848000,"orderId":"105581756010628640"},
            {"postFee":50000,"orderAmmount":5050000,"orderId":"105637283010628640"}]},"success":true}
            """
        );
        var placed = (await Push(PurchaseBodies.Draft("T1"))).Value!;
        placed.Numbers.Should().Equal("105581756010628640", "105637283010628640");
        (placed.Total!.Amount, placed.Freight!.Amount, placed.Total.Currency).Should().Be((98_980m, 980m, "CNY"));
    }

    [Fact]
    public async Task Order_OfWhichALineWasLeftOut_TellsWhich()
    {
        Platform.Answers(
            PurchaseBodies.Nothing,
            """
            {"success":true,"result":{"orderId":"58218860983545944","totalSuccessAmount":4400,"postFee":800,"failedOfferList":
            [{"offerId":612345678901,"specId":"b266","errorCode":"500_004","errorMessage":"库存不足"}]}}
            """
        );
        var placed = (await Push(PurchaseBodies.Draft("T1"))).Value!;
        placed.NotPlaced.Should().Equal(new LineNotPlaced("612345678901", "b266", "500_004: 库存不足"));
        const string bare =
            """{"orderId":"7","failedOfferList":{"offerId":"1","errorCode":"500_001","errorMessage":"x"}}""";
        Platform.Answers(PurchaseBodies.Nothing, bare);
        (await Push(PurchaseBodies.Draft("T2"))).Value!.NotPlaced.Should().ContainSingle();
    }

    [Fact]
    public async Task Order_ThatThePlatformCannotTake_IsRefusedWithoutACall()
    {
        var draft = PurchaseBodies.Draft("T1") with
        {
            Lines = [new() { ProductId = "x", Quantity = 1 }],
            Note = new string('a', 501),
            Recipient = PurchaseBodies.Draft("T1").Recipient with { Street = new string('路', 201) },
            PlatformFields = JsonDocument.Parse("""{"flow":[],"colour":"red"}""").RootElement,
        };
        var failure = (await Push(draft)).Failure!;
        failure
            .Detail.Should()
            .ContainAll(
                "lines[0].product_id",
                "note",
                "recipient.street",
                "platform_fields.flow",
                "platform_fields.colour"
            );
        Platform.Requests.Should().BeEmpty();
        var seller = await Connector.PushOrders(s_account with { AppKind = "seller" }, [draft], Ct);
        seller[0].Failure!.Reason.Should().Be(FailureReason.Unsupported);
    }

    [Fact]
    public async Task Variants_NamedAsProductsNameThem_AreNamedAsOrdersDo()
    {
        const string offer = """
            {"result":{"success":true,"code":"200","result":{"offerId":1,"subject":"杯","productSkuInfos":
            [{"skuId":39,"specId":"b266"},{"skuId":"40","specId":"2ba3"}]}}}
            """;
        var draft = PurchaseBodies.Draft("T1") with
        {
            Lines =
            [
                new()
                {
                    ProductId = "1",
                    VariantId = "40",
                    Quantity = 1,
                },
                new()
                {
                    ProductId = "1",
                    VariantId = "39",
                    Quantity = 2,
                },
                new()
                {
                    ProductId = "2",
                    VariantId = "c0ffee",
                    Quantity = 3,
                },
            ],
        };
        Platform.Answers(PurchaseBodies.Nothing, offer, """{"result":{"orderId":"874"},"success":true}""");

        (await Push(draft)).Value!.Numbers.Should().Equal("874");

        Platform.Requests.Should().HaveCount(3, "an offer is asked for once, and only where it has to be");
        var cargo = JsonDocument.Parse(Platform.Requests.Last().Form["cargoParamList"]).RootElement;
        cargo
            .EnumerateArray()
            .Select(one => one.GetProperty("specId").GetString())
            .Should()
            .Equal("2ba3", "b266", "c0ffee");
        Platform.Answers(PurchaseBodies.Nothing, offer);
        var none = await Push(
            draft with
            {
                Lines =
                [
                    new()
                    {
                        ProductId = "1",
                        VariantId = "41",
                        Quantity = 1,
                    },
                ],
            }
        );
        none.Failure!.Detail.Should().Contain("no variant 41");
    }

    [Fact]
    public async Task Order_WithFieldsOfThePlatformsOwn_SendsThem()
    {
        Platform.Answers(PurchaseBodies.Nothing, """{"result":{"orderId":"874"},"success":true}""");
        var fields = JsonDocument.Parse("""{"flow":"saleproxy","fenxiaoChannel":"douyin"}""").RootElement;
        await Push(PurchaseBodies.Draft("T1") with { PlatformFields = fields });
        var form = Platform.Requests.Last().Form;
        (form["flow"], form["fenxiaoChannel"]).Should().Be(("saleproxy", "douyin"));
    }

    private async Task<PlatformResult<PushedOrder>> Push(OrderDraft draft) =>
        (await Connector.PushOrders(s_account, [draft], Ct))[0];

    private static string Json(string text) => JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement);
}
