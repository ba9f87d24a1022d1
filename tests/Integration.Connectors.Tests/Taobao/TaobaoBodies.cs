using Integration.Platforms;

namespace Integration.Taobao;

/// <summary>Answers as the platform's documents show them, for all that is tested of its connector.</summary>
internal static class TaobaoBodies
{
    /// <summary>A page of two products of three.</summary>
    public const string List = """
        {"items_onsale_get_response":{"total_results":3,"items":{"item":[
        {"num_iid":1,"title":"甲","price":"200.07","num":12,"modified":"2024-05-01 09:00:00","outer_id":"A-1","approve_status":"onsale"},
        {"num_iid":"2","title":"乙","price":9,"num":"0","modified":"2024-05-01 09:00:01"}]},"request_id":"abc"}}
        """;

    /// <summary>The last page of products.</summary>
    public const string LastList =
        """{"items_onsale_get_response":{"total_results":"3","items":{"item":{"num_iid":3,"title":"丙"}}}}""";

    /// <summary>A list of products that says that there is none.</summary>
    public const string EmptyList = """{"items_onsale_get_response":{"total_results":0,"request_id":"abc"}}""";

    /// <summary>Too many calls.</summary>
    public const string Throttled = """
        {"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-api-access-count",
        "sub_msg":"This ban will last for 1 more seconds","request_id":"abc"}}
        """;

    /// <summary>The token has expired.</summary>
    public const string ExpiredToken =
        """{"error_response":{"code":27,"msg":"Invalid session","sub_code":"invalid-sessionkey"}}""";

    /// <summary>Without permission.</summary>
    public const string NotAllowed =
        """{"error_response":{"code":"11","msg":"Insufficient isv permissions","sub_code":"isv.permission-api-package-limit"}}""";

    /// <summary>A permanent error with these words.</summary>
    public static string Error(string message) =>
        $$$"""{"error_response":{"code":50,"msg":"Remote service error","sub_code":"isv.invalid-parameter","sub_msg":"{{{message}}}"}}""";

    /// <summary>Signs by the documents.</summary>
    public static string SignatureOf(StandInRequest request, string signatureField, string secret) =>
        Documented.HmacSha256(secret, Documented.Joined(request, signatureField));

    /// <summary>The connector that calls a stand-in.</summary>
    public static IConnector Connector(StandIn platform, TimeProvider time)
    {
        var options = new TaobaoOptions
        {
            TopUrl = new(platform.Url, "/router/rest"),
            TokenUrl = new(platform.Url, "/token"),
            CrossBorderUrl = new(platform.Url, "/rest"),
        };
        return new TaobaoConnector(options, platform.Transport(options, time), time);
    }
}
