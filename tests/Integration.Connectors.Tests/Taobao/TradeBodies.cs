namespace Integration.Taobao;

/// <summary>Trades as TOP's documents show them.</summary>
internal static class TradeBodies
{
    public const string Number = "2231958349000000001";

    /// <summary>A trade of two sub-orders, whose waybills are these pieces of JSON.</summary>
    public static string Detail(string first, string second, string status = "WAIT_BUYER_CONFIRM_GOODS") =>
        $$$"""
            {"trade_fullinfo_get_response":{"trade":{"tid":{{{Number}}},"type":"fixed","status":"{{{status}}}","payment":"400.14",
            "created":"2024-05-01 09:20:11","modified":"2024-05-01 09:41:02","consign_time":"2024-05-01 09:40:00","seller_flag":1,
            "orders":{"order":[{"oid":2231958349000000002,"title":"麦包包","num_iid":11223344,"sku_id":"3320","outer_iid":"A-1","num":1,
            "price":"200.07","payment":"200.07","status":"{{{status}}}","refund_status":"NO_REFUND","consign_time":"2024-05-01 09:40:00"{{{first}}}},
            {"oid":2231958349000000003,"title":"连衣裙","num_iid":11223345,"sku_id":"3321","num":1,"price":"200.07","payment":"200.07",
            "status":"{{{status}}}","refund_status":"WAIT_SELLER_AGREE"{{{second}}}}]}},"request_id":"abc"}}
            """;

    /// <summary>A page of a list of trades by time of change.</summary>
    public static string List(long total, string trades, string call = "trades_sold_increment_get") =>
        $$$"""{"{{{call}}}_response":{"total_results":{{{total}}},{{{(trades.Length == 0 ? "" : $"\"trades\":{{\"trade\":[{trades}]}},")}}}"request_id":"abc"}}""";
}
