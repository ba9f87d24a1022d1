using Integration.Platforms;

namespace Integration.Temu;

public sealed class TemuLogisticsTests : LogisticsConformance
{
    private const string PublishedSecret = "c7e0a1a63542be4de3cb5488f9fba8149e8fc290";
    private const string PublishedSignature = "4CCF219942D4180C6DDA3CE36C1B838F";

    private static readonly AccountCredentials Published = new(
        "account-1",
        "f9d5cc9313893a20d5aa85c654e8f503",
        PublishedSecret
    )
    {
        AccessToken = "2nifvmpyymvypwmcms5ct4uqqudrwgpmzbcnmkt1jzjkuaf3x56iixym",
    };

    protected override Shipment Shipment =>
        new("PO-211-21905452099192792", "699272611", "270324232756")
        {
            Lines = [new("211-21905473070712792", 1) { ProductId = "601099548666279", VariantId = "17592352673534" }],
        };

    protected override string GoodBody =>
        """{"success":true,"requestId":"us-1","errorCode":1000000,"errorMsg":"","result":{}}""";

    protected override string[] LooseGoodBodies =>
        [
            """{"success":true,"errorCode":1000000,"errorMsg":""}""",
            """{"success":"true","errorCode":"1000000","result":null}""",
            """{"success":true,"errorCode":1000000,"result":{"warningMessage":["慢"]}}""",
        ];

    protected override string[] RefusedBodies =>
        [
            TemuBodies.Error(140020002, "order not found"),
            TemuBodies.Error(3000032, "without this permission"),
            """{"success":false,"errorCode":1000000,"errorMsg":"the code alone says success"}""",
        ];

    protected override string TransientBody => TemuBodies.Error(4000000, "system exception");

    protected override string ThrottledBody => TemuBodies.Error(4000004, "too many");

    protected override string ExpiredTokenBody => TemuBodies.Error(3000034, "令牌已过期");

    private protected override ILogistics Create()
    {
        var options = new TemuOptions { UsUrl = new(Platform.Url, "/openapi/router") };
        return new TemuConnector(options, Transport(options), Time);
    }

    [Fact]
    public async Task Request_OfThePublishedExample_HasItsSignature()
    {
        var fields = TemuRequest.Signed(
            Published,
            TemuCalls.ShipmentConfirm,
            DateTimeOffset.FromUnixTimeSeconds(1_711_009_072),
            TemuLogistics.Fields(Shipment)
        );
        fields["sign"].Text.Should().Be(PublishedSignature);

        Platform.Answers(GoodBody);
        (await Create().ConfirmShipment(Published, Shipment, Ct)).Failure.Should().BeNull();
        var sent = Platform.Requests.Single().Form;
        sent["sendRequestList"].Should().Be(fields["sendRequestList"].Text, "what is signed is what is sent");
        sent["sendType"].Should().Be("0");
        sent["type"].Should().Be("bg.logistics.shipment.confirm");
        sent.Should().HaveCount(8, "nothing else is sent");
    }

    [Fact]
    public void Request_WithSigns_EscapesNone()
    {
        var text = TemuLogistics.Fields(Shipment with { TrackingNumber = "A+B/<C>&'D'" })["sendRequestList"].Text;
        text.Should().Contain(""","trackingNumber":"A+B/<C>&'D'"}]""");
    }

    [Fact]
    public async Task Shipment_OfAWholeOrder_HasTheLinesThatTheSellerHasStillToShip()
    {
        Platform.Answers(
            Order(
                Line("1", status: 2),
                Line("2", status: 2, fulfilment: "fulfillByCooperativeWarehouse"),
                Line("3", status: 4),
                Line("4", status: 3),
                Line("5", status: 2, quantity: 3)
            ),
            GoodBody
        );
        var told = await Create().ConfirmShipment(Account, Whole, Ct);
        told.Failure.Should().BeNull();
        told.Value!.Lines.Select(static line => (line.LineId, line.Quantity)).Should().Equal(("1", 1L), ("5", 3L));
        var requests = Platform.Requests.ToArray();
        requests[0].Form["type"].Should().Be("bg.order.detail.v2.get");
        requests[1]
            .Form["sendRequestList"]
            .Should()
            .Be(
                """[{"orderSendInfoList":[{"quantity":1,"orderSn":"1","parentOrderSn":"PO-211-00000000000000001","goodsId":7,"skuId":8},"""
                    + """{"quantity":3,"orderSn":"5","parentOrderSn":"PO-211-00000000000000001","goodsId":7,"skuId":8}]"""
                    + ""","carrierId":"699272611","trackingNumber":"270324232756"}]"""
            );
    }

    [Fact]
    public async Task Shipment_OfAWholeOrderThatIsShipped_IsRefusedWithoutTelling()
    {
        Platform.Answers(Order(Line("1", status: 4)));
        var told = await Create().ConfirmShipment(Account, Whole, Ct);
        told.Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Shipment_OfAWholeOrderThatCannotBeRead_IsHeldBack()
    {
        Platform.Answers(TemuBodies.Error(4000004, "too many"));
        var failure = (await Create().ConfirmShipment(Account, Whole, Ct)).Failure!;
        (failure.Kind, failure.IsHeldBack).Should().Be((FailureKind.Throttled, true));
        failure.Detail.Should().StartWith("Not sent");
        Platform.Requests.Should().OnlyContain(static request => request.Form["type"] == "bg.order.detail.v2.get");
    }

    [Fact]
    public Task Shipment_ThatTakesThePlaceOfAnother_IsRefusedWithoutACall() =>
        IsRefused(Shipment with { Replaces = true }, FailureReason.Unsupported);

    [Theory]
    [InlineData(null, "8", 1)]
    [InlineData("7", null, 1)]
    [InlineData("7", "red", 1)]
    [InlineData("7", "8", 0)]
    public Task Shipment_OfALineThatIsNotWhole_IsRefusedWithoutACall(string? product, string? variant, long quantity) =>
        IsRefused(
            Shipment with
            {
                Lines = [new("1", quantity) { ProductId = product, VariantId = variant }],
            },
            FailureReason.InvalidRequest
        );

    [Fact]
    public Task Shipment_WithALineTwice_IsRefusedWithoutACall() =>
        IsRefused(Shipment with { Lines = [.. Shipment.Lines, .. Shipment.Lines] }, FailureReason.InvalidRequest);

    private Shipment Whole => Shipment with { OrderNumber = TemuBodies.Number, Lines = [] };

    private static string Order(params string[] lines) =>
        TemuBodies.Good(
            $$"""{"parentOrderMap":{"parentOrderSn":"{{TemuBodies.Number}}"},"orderList":[{{string.Join(',', lines)}}]}"""
        );

    private static string Line(string number, int status, string fulfilment = "fulfillBySeller", int quantity = 1) =>
        $$"""{"orderSn":"{{number}}","goodsId":7,"skuId":8,"orderStatus":{{status}},"quantity":{{quantity}},"fulfillmentType":"{{fulfilment}}"}""";
}
