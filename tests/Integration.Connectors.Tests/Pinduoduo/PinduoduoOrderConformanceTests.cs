using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Pinduoduo;

public sealed class PinduoduoOrderConformanceTests : OrderConformance
{
    private const string Items = """
        [{"goods_id":44622906858,"sku_id":41447963302,"outer_id":"A-1","goods_name":"连衣裙","goods_spec":"红,L","goods_price":99.5,"goods_count":1}]
        """;

    private const string Extra = """[{"tracking_number":"SF2","logistics_id":44}]""";

    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override string OrderNumber => PinduoduoBodies.Number;

    protected override string OrderBody => PinduoduoBodies.Detail(Items, "\"SF1\"", Extra);

    protected override string LooseOrderBody =>
        $$$"""
            {"order_info_get_response":{"order_info":[{"order_sn":"{{{PinduoduoBodies.Number}}}","order_status":"2","refund_status":"1",
            "confirm_status":"1","risk_control_status":"0","confirm_time":"2024-05-01 09:21:00 ","updated_at":"2024-05-01 09:41:00",
            "last_ship_time":"2024-05-03 09:21:00","shipping_time":"2024-05-01 09:40:00","pay_amount":"99.5","tracking_number":"SF1",
            "logistics_id":"118","extra_delivery_list":{"tracking_number":"SF2","logistics_id":"44"},
            "item_list":{"goods_id":"44622906858","sku_id":"41447963302","goods_name":"连衣裙","goods_price":"99.5","goods_count":"1"}}]}}
            """.ReplaceLineEndings("");

    protected override string UnknownStatusBody =>
        PinduoduoBodies.Detail(Items, states: """ "order_status":9,"confirm_status":1 """);

    protected override string[] UnpackedBodies =>
        [
            PinduoduoBodies.Detail(Items),
            PinduoduoBodies.Detail(Items, "null", "null"),
            PinduoduoBodies.Detail(Items, "\" \"", "{}"),
            PinduoduoBodies.Detail(Items, "\"\"", """[{"tracking_number":"","logistics_id":44}]"""),
        ];

    protected override string GoneOrderBody => """{"order_info_get_response":{"order_info":null,"request_id":"1"}}""";

    protected override string ListBody => PinduoduoBodies.List;

    protected override string LastListBody => PinduoduoBodies.LastList;

    protected override string EmptyListBody => PinduoduoBodies.EmptyList;

    protected override string ThrottledBody => PinduoduoBodies.Error("52101", "当前接口被限流");

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(5);

    protected override string ExpiredTokenBody => PinduoduoBodies.Error("10019", "access_token已过期");

    protected override string NotAllowedBody => PinduoduoBodies.Error("30000", "没有调用此target接口权限");

    protected override string[] ConnectionTestBodies => [EmptyListBody];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "increment",
                TopSignature.Sign(
                    TopSignMethod.Md5,
                    Documented.Fields(
                        "client_id=testkey|access_token=testtoken|timestamp=1714528800|data_type=JSON"
                            + "|type=pdd.order.number.list.increment.get|start_updated_at=1714527000|end_updated_at=1714528800"
                            + "|order_status=5|refund_status=5|is_lucky_flag=0|page=1|page_size=100|use_has_next=false"
                    ),
                    "testsecret"
                ),
                "1A5BB4C996FA11C9398B8D5ED51D90EE"
            ),
        ];

    protected override string OrderListBody(long total, params string?[] numbers) =>
        $$$"""
            {"order_sn_increment_get_response":{"total_count":{{{total}}},"order_sn_list":[{{{string.Join(
                ',',
                numbers.Select(Row)
            )}}}]}}
            """;

    protected override string ErrorBody(string message) => PinduoduoBodies.Error("10001", message);

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.Md5(Secret + Documented.Joined(request, SignatureField) + Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time)
    {
        var options = new PinduoduoOptions { GatewayUrl = new(platform.Url, "/api/router") };
        return new PinduoduoConnector(options, platform.Transport(options, time), time);
    }

    private static string Row(string? number) =>
        $$"""
            {{{(
                number is null ? "" : $"\"order_sn\":\"{number}\","
            )}}"order_status":1,"refund_status":1,"confirm_status":1,
            "confirm_time":"2024-05-01 09:21:00","updated_at":"2024-05-01 09:41:00","tracking_number":"SF1",
            "item_list":[{"goods_id":2,"sku_id":3,"goods_name":"甲","goods_count":1}]}
            """;
}
