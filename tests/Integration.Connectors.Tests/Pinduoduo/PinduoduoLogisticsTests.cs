using Integration.Platforms;

namespace Integration.Pinduoduo;

public sealed class PinduoduoLogisticsTests : LogisticsConformance
{
    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override Shipment Shipment => new(PinduoduoBodies.Number, "118", "SF1234567890");

    protected override string GoodBody =>
        """{"logistics_online_send_response":{"is_success":true,"request_id":"15"}}""";

    protected override string[] LooseGoodBodies =>
        [
            """{"logistics_online_send_response":{"is_success":"true"}}""",
            """{"logistics_online_send_response":[{"is_success":1}]}""",
        ];

    protected override string[] RefusedBodies =>
        [
            """{"logistics_online_send_response":{"is_success":false,"request_id":"15"}}""",
            """{"logistics_online_send_response":{"is_success":"0"}}""",
            PinduoduoBodies.Error("30000", "没有调用此target接口权限"),
            """{"error_response":{"error_code":50001,"sub_code":"isv.invalid-parameter","sub_msg":"订单号错误"}}""",
            """{"error_response":{"error_code":"50001","error_msg":"订单已发货"}}""",
        ];

    protected override string TransientBody => PinduoduoBodies.Error("50000", "系统内部错误");

    protected override string ThrottledBody => PinduoduoBodies.Error("70031", "调用过于频繁");

    protected override string ExpiredTokenBody => PinduoduoBodies.Error("10019", "access_token已过期");

    private protected override ILogistics Create()
    {
        var options = new PinduoduoOptions { GatewayUrl = Platform.Url };
        return new PinduoduoConnector(options, Transport(options), Time);
    }

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "2")]
    public async Task Shipment_IsTheFirstOrTakesThePlaceOfAnEarlierOne(bool replaces, string type)
    {
        var told = await Confirm(Shipment with { Replaces = replaces }, new StandInAnswer(GoodBody));
        told.Failure.Should().BeNull();
        var fields = Fields();
        fields["type"].Should().Be("pdd.logistics.online.send");
        fields["order_sn"].Should().Be(PinduoduoBodies.Number);
        fields["logistics_id"].Should().Be("118");
        fields["tracking_number"].Should().Be("SF1234567890");
        fields["redelivery_type"].Should().Be(type);
        fields.Should().HaveCount(10, "nothing else is sent");
    }

    [Fact]
    public async Task Refusal_WithoutAReason_IsToldAsSuch()
    {
        var told = await Confirm(new StandInAnswer(RefusedBodies[0]));
        told.Failure!.Detail.Should().Contain("did not take the shipment");
    }

    [Fact]
    public Task Shipment_OfAPart_IsRefusedWithoutACall() =>
        IsRefused(Shipment with { Lines = [new("2", 1)] }, FailureReason.Unsupported);

    [Fact]
    public Task Shipment_OfAnAffiliate_IsRefusedWithoutACall() =>
        IsRefused(Shipment, FailureReason.Unsupported, Account with { AppKind = "affiliate" });

    [Fact]
    public Task Shipment_WithACarrierThatIsNoNumber_IsRefusedWithoutACall() =>
        IsRefused(Shipment with { Carrier = "SF" }, FailureReason.InvalidRequest);

    private IReadOnlyDictionary<string, string> Fields() => Platform.Requests.Single().Form;
}
