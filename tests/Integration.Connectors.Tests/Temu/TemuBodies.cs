namespace Integration.Temu;

/// <summary>Answers as Temu's documentation shows them.</summary>
internal static class TemuBodies
{
    public const string Number = "PO-211-00000000000000001";

    /// <summary>An order of one line whose <c>packageSnInfo</c> is this JSON.</summary>
    public static string Detail(string packages, string status = "4") =>
        Good(
            $$"""
            {"parentOrderMap":{"parentOrderSn":"{{Number}}","parentOrderStatus":{{status}},"parentOrderTime":1714520000,
            "updateTime":1714528000,"expectShipLatestTime":1714700000,"latestDeliveryTime":1715000000,
            "parentShippingTime":1714527500,"parentOrderPendingFinishTime":1714521000,
            "parentOrderLabel":[{"name":"soon_to_be_overdue","value":0}]},
            "orderList":[{"orderSn":"211-00000000000000001","goodsId":601099548666279,"goodsName":"连衣裙","skuId":17592352673534,
            "orderStatus":{{status}},"quantity":1,"fulfillmentType":"fulfillBySeller","orderCreateTime":1714520000,
            "orderShippingTime":1714527500,"orderLabel":[{"name":"gift","value":1}],"packageSnInfo":{{packages}}}]}
            """
        );

    /// <summary>A successful answer with this result.</summary>
    public static string Good(string result) =>
        $$"""{"success":true,"errorCode":1000000,"errorMsg":"","result":{{result}}}""";

    /// <summary>A failed answer.</summary>
    public static string Error(long code, string message = "no") =>
        $$"""{"success":false,"errorCode":{{code}},"errorMsg":"{{message}}","result":null}""";
}
