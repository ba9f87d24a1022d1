using Integration.Platforms;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688OrderConformanceTests : OrderConformance
{
    private const string SellerOrders =
        "access_token=token-123|_aop_timestamp=1714528800000|modifyStartTime=20240501093000000+0800"
        + "|modifyEndTime=20240501100000000+0800|orderStatus=waitsellersend|page=1|pageSize=20|_aop_signature=ignored";

    protected override string OrderNumber => OrderBodies.Number;

    protected override string OtherNumber => "1";

    protected override bool TellsShipBy => false;

    protected override bool CountsDown => true;

    protected override string SignatureField => "_aop_signature";

    protected override string OrderBody =>
        OrderBodies.Detail(
            """
            {"logisticsItems":[{"id":1,"logisticsCode":"LP1","logisticsBillNo":"YT1","logisticsCompanyName":"圆通速递",
            "subItemIds":"167539019420540001,167539019420540002"},{"id":2,"logisticsBillNo":"SF2","logisticsCompanyName":"顺丰速运",
            "subItemIds":"167539019420540002"}]}
            """
        );

    protected override string LooseOrderBody =>
        """
            {"success":"true","result":[{"baseInfo":[{"id":"167539019420540000","idOfStr":167539019420540000,"status":"waitbuyerreceive",
            "currency":"RMB","createTime":"20260901120000000+0800","modifyTime":"20260901120500000+0800",
            "allDeliveredTime":"20260901120400000+0800","totalAmount":"199.00","sellerRemarkIcon":1}],
            "productItems":[{"subItemID":167539019420540001,"productID":"584051070147","skuID":"3935963888523","name":"测试商品",
            "price":"99.5","quantity":"1","status":"waitbuyerreceive","logisticsStatus":"2"},
            {"subItemIDString":"167539019420540002","productID":584051070148,"skuID":3935963888524,"name":"另一个",
            "price":99.5,"quantity":1.0,"status":"waitbuyerreceive","logisticsStatus":2}],
            "nativeLogistics":"{\"logisticsItems\":[{\"logisticsBillNo\":\"YT1\",\"logisticsCompanyName\":\"圆通速递\",\"subItemIds\":\"167539019420540001, 167539019420540002\"},{\"logisticsBillNo\":\"SF2\",\"logisticsCompanyName\":\"顺丰速运\",\"subItemIds\":167539019420540002}]}"}]}
            """;

    protected override string UnknownStatusBody => OrderBodies.Detail("{}", status: "waitforthemoon");

    protected override string[] UnpackedBodies =>
        [
            OrderBodies.Detail("{}"),
            OrderBodies.Detail("null"),
            OrderBodies.Detail("""{"logisticsItems":[]}"""),
            OrderBodies.Detail("""{"logisticsItems":{"logisticsCode":"LP1","logisticsBillNo":""} }"""),
        ];

    protected override string GoneOrderBody =>
        """{"success":false,"errorCode":"ORDER_NOT_FOUND","errorMessage":"订单不存在"}""";

    protected override string ListBody => Alibaba1688Bodies.List;

    protected override string LastListBody => Alibaba1688Bodies.LastList;

    protected override string EmptyListBody => Alibaba1688Bodies.EmptyList;

    protected override string ThrottledBody => Alibaba1688Bodies.Throttled;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(10);

    protected override string ExpiredTokenBody => Alibaba1688Bodies.ExpiredToken;

    protected override string NotAllowedBody => Alibaba1688Bodies.NotAllowed;

    protected override string[] ConnectionTestBodies =>
        ["""{"result":"20260925101010000+0800"}""", """{"result":{"success":true,"code":"200","result":{}}}"""];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "seller orders",
                Aop("param2/1/com.alibaba.trade/alibaba.trade.getSellerOrderList/1000000", SellerOrders, "test123"),
                "DA57EFAE4116A3BF83F39AD7170C23761BA99096"
            ),
        ];

    protected override string OrderListBody(long total, params string?[] numbers) =>
        OrderBodies.List(total, string.Join(',', numbers.Select(Row)));

    protected override string ErrorBody(string message) => Alibaba1688Bodies.Error(message);

    private protected override string SignatureOf(StandInRequest request) =>
        Alibaba1688Bodies.SignatureOf(request, SignatureField, Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time) =>
        Alibaba1688Bodies.Connector(platform, time);

    private static string Row(string? number) =>
        $$"""
            {"baseInfo":{ {{(
                number is null ? "" : $"\"idOfStr\":\"{number}\","
            )}}"status":"waitsellersend","totalAmount":199.00,
            "createTime":"20260901120000000+0800","modifyTime":"20260901120500000+0800"},
            "productItems":[{"subItemIDString":"1","productID":2,"name":"甲","price":99.50,"quantity":2,"status":"waitsellersend"}],
            "nativeLogistics":{} }
            """;

    private static string Aop(string path, string fields, string secret) =>
        AopSignature.Sign(path, Documented.Fields(fields), secret);
}
