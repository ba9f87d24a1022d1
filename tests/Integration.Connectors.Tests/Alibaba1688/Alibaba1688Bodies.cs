using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>Answers as the platform's documents show them, for all that is tested of its connector.</summary>
internal static class Alibaba1688Bodies
{
    /// <summary>A page of two products of three.</summary>
    public const string List = """
        {"success":true,"result":{"pageResult":{"pageIndex":1,"sizePerPage":2,"totalRecords":3,"resultList":[
        {"productID":1,"subject":"甲","status":"published","modifyTime":"20260901120000000+0800"},{"productID":"2","subject":"乙"}]}}}
        """;

    /// <summary>The last page of products.</summary>
    public const string LastList = """{"success":true,"result":[{"productID":3,"subject":"丙"}],"totalRecords":"3"}""";

    /// <summary>A list of products that says that there is none.</summary>
    public const string EmptyList = """{"success":true,"result":{"pageResult":{"totalRecords":0,"resultList":[]}}}""";

    /// <summary>Too many calls.</summary>
    public const string Throttled =
        """{"error_code":"gw.QosAppFrequencyLimit","error_message":"app frequency limit"}""";

    /// <summary>The token has expired.</summary>
    public const string ExpiredToken = """{"error_code":"401","error_message":"Request need user authorized"}""";

    /// <summary>Without permission.</summary>
    public const string NotAllowed =
        """{"error_code":"gw.APIACLDecline","error_message":"AppKey is not allowed(acl)"}""";

    /// <summary>A permanent error with these words.</summary>
    public static string Error(string message) =>
        $$"""{"error_code":"gw.ParamMissing","error_message":"{{message}}"}""";

    /// <summary>Signs by the documents.</summary>
    public static string SignatureOf(StandInRequest request, string signatureField, string secret)
    {
        var path = request.Path["/openapi/".Length..];
        var joined = request
            .Form.Where(field => field.Key != signatureField)
            .Select(field => field.Key + field.Value)
            .Order(StringComparer.Ordinal);
        return Documented.HmacSha1(secret, path + string.Concat(joined));
    }

    /// <summary>The connector that calls a stand-in.</summary>
    public static IConnector Connector(StandIn platform, TimeProvider time)
    {
        var options = new Alibaba1688Options { GatewayUrl = new(platform.Url, "/openapi") };
        return new Alibaba1688Connector(options, platform.Transport(options, time), time);
    }
}
