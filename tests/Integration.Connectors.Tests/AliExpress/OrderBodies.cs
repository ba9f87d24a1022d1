namespace Integration.AliExpress;

/// <summary>Orders as AliExpress' documents show them.</summary>
internal static class OrderBodies
{
    public const string Number = "1160045860056286";

    /// <summary>An order of one line whose logistics are this JSON.</summary>
    public static string Detail(
        string logistics,
        string status = "SELLER_PART_SEND_GOODS",
        string goods = "SELLER_SEND_PART_GOODS"
    ) =>
        $$$"""
            {"aliexpress_solution_order_info_get_response":{"result":{"error_message":"account not found","error_code":"F00-10-10000-001",
            "time_stamp":"2019-03-06 12:01:17","data":{"id":{{{Number}}},"order_status":"{{{status}}}","logistics_status":"{{{goods}}}",
            "gmt_create":"2024-04-30 19:12:12","gmt_modified":"2024-04-30 19:20:00","gmt_pay_success":"2024-04-30 19:14",
            "over_time_left":"2024-05-07 19:12:12","issue_status":"NO_ISSUE","frozen_status":"NO_FROZEN","fund_status":"PAY_SUCCESS",
            "order_amount":{"cent":202,"currency_code":"USD","amount":"2.02","cent_factor":100},
            "child_order_list":{"global_aeop_tp_child_order_dto":[{"id":23457890,"child_order_id":"23457890","product_id":2356980,
            "sku_code":"12","product_name":"杯 mobile","product_count":2,"order_status":"{{{status}}}",
            "product_price":{"cent":101,"currency_code":"USD","amount":"1.01","cent_factor":100}}]},
            "logistic_info_list":{{{logistics}}}}},"request_id":"abc"}}
            """;

    /// <summary>A page of a list of orders; the texts of an error beside a success are the documents'.</summary>
    public static string List(long total, string rows) =>
        $$$"""
            {"aliexpress_solution_order_get_response":{"result":{"success":true,"error_code":"1","error_message":"1","total_count":{{{total}}},
            "total_page":1,"current_page":1,"page_size":20,"time_stamp":"1"{{{(
                rows.Length == 0 ? "" : $",\"target_list\":{{\"order_dto\":[{rows}]}}"
            )}}}},"request_id":"abc"}}
            """;
}
