using Integration.Platforms;

namespace Integration.AliExpress;

/// <summary>Answers as the platform's documents show them, for all that is tested of its connector.</summary>
internal static class AliExpressBodies
{
    /// <summary>A page of two products of three.</summary>
    public const string List = """
        {"aliexpress_solution_product_list_get_response":{"result":{"product_count":3,"total_page":2,"current_page":1,"success":true,
        "aeop_a_e_product_display_d_t_o_list":{"item_display_dto":[{"product_id":1,"subject":"a"},{"product_id":"2","subject":"b"}]}}}}
        """;

    /// <summary>The last page of products.</summary>
    public const string LastList = """
        {"result":{"product_count":"3","success":"true","aeop_a_e_product_display_d_t_o_list":[{"product_id":3,"subject":"c"}]}}
        """;

    /// <summary>A list of products that says that there is none.</summary>
    public const string EmptyList =
        """{"aliexpress_solution_product_list_get_response":{"result":{"product_count":0,"success":true}}}""";

    /// <summary>Too many calls.</summary>
    public const string Throttled =
        """{"type":"ISV","code":"ApiCallLimit","message":"Api access frequency exceeds the limit. this ban will last 3 seconds"}""";

    /// <summary>The token has expired.</summary>
    public const string ExpiredToken =
        """{"type":"ISV","code":"IllegalAccessToken","message":"The specified access token is invalid or expired","request_id":"r"}""";

    /// <summary>Without permission.</summary>
    public const string NotAllowed =
        """{"error_response":{"code":11,"msg":"Insufficient isv permissions","sub_code":"isv.permission-api-package-limit"}}""";

    /// <summary>A permanent error with these words.</summary>
    public static string Error(string message) =>
        $$"""{"type":"ISV","code":"MissingParameter","message":"{{message}}"}""";

    /// <summary>Signs by the documents.</summary>
    public static string SignatureOf(StandInRequest request, string signatureField, string secret) =>
        Documented.HmacSha256(secret, Documented.Joined(request, signatureField));

    /// <summary>The connector that calls a stand-in.</summary>
    public static IConnector Connector(StandIn platform, TimeProvider time)
    {
        var options = new AliExpressOptions
        {
            SyncUrl = new(platform.Url, "/sync"),
            RestUrl = new(platform.Url, "/rest"),
        };
        return new AliExpressConnector(options, platform.Transport(options, time), time);
    }
}
