using Integration.Platforms;

namespace Integration.Alibaba1688;

public sealed class Alibaba1688ConformanceTests : ConnectorConformance
{
    private const string Message =
        """message={"data":{"orderId":167539019420540000,"currentStatus":"waitsellersend"},"gmtBorn":1714528800000,"msgId":210239,"type":"ORDER_BUYER_VIEW_ORDER_PAY","userInfo":"b2b-1234567"}""";

    protected override string ProductId => "584051070147";

    protected override string SignatureField => "_aop_signature";

    protected override string ProductBody =>
        """
            {"result":{"success":true,"code":"200","result":{"offerId":584051070147,"status":"published","subject":"测试商品",
            "subjectTrans":"Test goods","description":"<p>好</p>","descriptionTrans":"<p>Good</p>",
            "productImage":{"images":["https://img.example.com/1.jpg","https://img.example.com/2.jpg"]},
            "productAttribute":[{"attributeName":"材质","attributeNameTrans":"Material","value":"棉","valueTrans":"Cotton"}],
            "productSkuInfos":[{"skuId":3935963888523,"specId":"b265","amountOnSale":40,"price":"99.50","promotionPrice":"89.50",
            "skuAttributes":[{"attributeName":"颜色","attributeNameTrans":"Colour","value":"红","valueTrans":"Red","skuImageUrl":"https://img.example.com/3.jpg"}]}],
            "productSaleInfo":{"amountOnSale":40,"priceRangeList":[{"startQuantity":10,"price":"80"},{"startQuantity":1,"price":"99.5"}]}}}}
            """;

    protected override string LooseProductBody =>
        """
            {"result":{"success":"true","code":200,"result":"{\"offerId\":\"584051070147\",\"status\":\"published\",\"subject\":\"测试商品\",\"subjectTrans\":\"Test goods\",\"description\":\"<p>好</p>\",\"descriptionTrans\":\"<p>Good</p>\",\"productImage\":[{\"images\":[\"https://img.example.com/1.jpg\",null,\"https://img.example.com/2.jpg\"]}],\"productAttribute\":{\"attributeName\":\"材质\",\"attributeNameTrans\":\"Material\",\"value\":\"棉\",\"valueTrans\":\"Cotton\"},\"productSkuInfos\":{\"skuId\":\"3935963888523\",\"amountOnSale\":\"40\",\"price\":99.5,\"promotionPrice\":89.5,\"skuAttributes\":{\"attributeName\":\"颜色\",\"attributeNameTrans\":\"Colour\",\"value\":\"红\",\"valueTrans\":\"Red\",\"skuImageUrl\":\"https://img.example.com/3.jpg\"}},\"productSaleInfo\":{\"amountOnSale\":\"40\",\"priceRangeList\":[{\"startQuantity\":\"10\",\"price\":80},{\"startQuantity\":\"1\",\"price\":99.50}]}}"}}
            """;

    protected override string ListBody => Alibaba1688Bodies.List;

    protected override string LastListBody => Alibaba1688Bodies.LastList;

    protected override string EmptyListBody => Alibaba1688Bodies.EmptyList;

    protected override string GoneBody => """{"result":{"success":true,"code":"200","result":{}}}""";

    protected override string ThrottledBody => Alibaba1688Bodies.Throttled;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(10);

    protected override string ExpiredTokenBody => Alibaba1688Bodies.ExpiredToken;

    protected override string[] RefusedRefreshBodies =>
        [ExpiredTokenBody, """{"error":"invalid_grant","error_description":"expired"}"""];

    protected override bool CountsDown => true;

    protected override string NotAllowedBody => Alibaba1688Bodies.NotAllowed;

    protected override string[] ConnectionTestBodies => ["""{"result":"20260925101010000+0800"}""", GoneBody];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "official",
                Aop("param2/1/system/currentTime/1000000", "b=2|a=1", "test123"),
                "33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88"
            ),
            (
                "third party",
                Aop(
                    "param2/1/com.alibaba.trade/alibaba.trade.getBuyerOrderList/5890829",
                    "access_token=token-123|page=1|pageSize=20",
                    "app-secret"
                ),
                "7B91F432F48774204045D86636AFD333B71E95FB"
            ),
            (
                "Chinese",
                Aop(
                    "param2/1/com.alibaba.product/alibaba.product.list.get/1000000",
                    "access_token=token-123|needDetail=true|pageNo=1|pageSize=20|statusList=[\"published\"]|subjectKey=北极",
                    "test123"
                ),
                "E38F6C8301D2110239744BC0CAAA5238A604042F"
            ),
            ("sort trap", Aop("P", "a=z|ab=c", "k"), "B4258AB028D077FA666ED2313B13F0B967B018F7"),
            (
                "authorise page, no path",
                Aop("", "client_id=1000000|redirect_uri=https://example.com/cb|site=1688|state=xyz", "test123"),
                "B782D76FD726DF3B06E30B50E994B99F3348A636"
            ),
            ("message, no path", Aop("", Message, "test123"), "9F5C99980831BE10D70809C1C1AEA27DDC51BF3D"),
        ];

    protected override string RefreshBody(string token) =>
        $$"""{"access_token":"{{token}}","expires_in":"36000","resource_owner":"o","uid":"1","memberId":"b2b-1"}""";

    protected override string ErrorBody(string message) => Alibaba1688Bodies.Error(message);

    private protected override string SignatureOf(StandInRequest request) =>
        Alibaba1688Bodies.SignatureOf(request, SignatureField, Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time) =>
        Alibaba1688Bodies.Connector(platform, time);

    private static string Aop(string path, string fields, string secret) =>
        AopSignature.Sign(path, Documented.Fields(fields), secret);
}
