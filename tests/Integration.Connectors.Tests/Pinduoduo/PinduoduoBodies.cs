namespace Integration.Pinduoduo;

/// <summary>Answers as Pinduoduo's documentation shows them.</summary>
internal static class PinduoduoBodies
{
    public const string Number = "240501-000000000000001";

    public const string List = """
        {"goods_list_get_response":{"total_count":3,"goods_list":[
        {"goods_id":1,"goods_name":"甲","image_url":"https://img.example.com/1.jpg","is_onsale":1,"goods_quantity":5,"sku_list":[{"sku_id":1,"outer_id":"A"}]},
        {"goods_id":"2","goods_name":"乙","is_onsale":"0","goods_quantity":"0"}]}}
        """;

    public const string LastList =
        """{"goods_list_get_response":{"total_count":"3","goods_list":{"goods_id":3,"goods_name":"丙"}}}""";

    public const string EmptyList = """{"goods_list_get_response":{"total_count":0,"goods_list":[]}}""";

    /// <summary>A detail with this item list, as JSON, and these fields before the rest.</summary>
    public static string Detail(
        string items,
        string tracking = "\"\"",
        string extra = "[]",
        string states = """ "order_status":2,"refund_status":1,"confirm_status":1,"risk_control_status":0 """
    ) =>
        $$$"""
            {"order_info_get_response":{"order_info":{"order_sn":"{{{Number}}}",{{{states}}},"confirm_time":"2024-05-01 09:21:00",
            "created_time":"2024-05-01 09:20:00","updated_at":"2024-05-01 09:41:00","last_ship_time":"2024-05-03 09:21:00",
            "shipping_time":"2024-05-01 09:40:00","pay_amount":99.5,"goods_amount":99.5,"postage":0,"tracking_number":{{{tracking}}},
            "logistics_id":118,"extra_delivery_list":{{{extra}}},"gift_list":[],"item_list":{{{items}}}},"request_id":"1"}}
            """;

    /// <summary>A failed answer.</summary>
    public static string Error(string code, string message) =>
        $$$"""{"error_response":{"error_code":{{{code}}},"error_msg":"{{{message}}}","sub_code":null,"sub_msg":"","request_id":"1"}}""";
}
