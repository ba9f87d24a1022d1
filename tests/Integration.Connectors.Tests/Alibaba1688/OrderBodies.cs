namespace Integration.Alibaba1688;

/// <summary>Orders as 1688's documents show them.</summary>
internal static class OrderBodies
{
    public const string Number = "167539019420540000";

    /// <summary>An order of two lines whose logistics are this JSON.</summary>
    public static string Detail(string logistics, string status = "waitbuyerreceive") =>
        $$"""
            {"success":true,"result":{"baseInfo":{"id":167539019420540000,"idOfStr":"{{Number}}","status":"{{status}}",
            "createTime":"20260901120000000+0800","modifyTime":"20260901120500000+0800","payTime":"20260901120100000+0800",
            "allDeliveredTime":"20260901120400000+0800","totalAmount":199.00,"shippingFee":0,"discount":0,"sellerID":"b2b-1",
            "tradeType":"50060","refundStatus":null,"remark":"","sellerRemarkIcon":"1"},
            "productItems":[{"subItemID":167539019420540001,"subItemIDString":"167539019420540001","productID":584051070147,
            "skuID":3935963888523,"specId":"b265","name":"测试商品","price":99.50,"quantity":1,"itemAmount":99.50,"status":"{{status}}",
            "logisticsStatus":2},{"subItemID":167539019420540002,"subItemIDString":"167539019420540002","productID":584051070148,
            "skuID":3935963888524,"name":"另一个","price":99.50,"quantity":1,"itemAmount":99.50,"status":"{{status}}","logisticsStatus":2}],
            "nativeLogistics":{{logistics}},"tradeTerms":[]} }
            """;

    /// <summary>A page of a list of orders.</summary>
    public static string List(long total, string rows) =>
        $$"""{"success":true,"totalRecord":{{total}},"result":[{{rows}}]}""";
}
