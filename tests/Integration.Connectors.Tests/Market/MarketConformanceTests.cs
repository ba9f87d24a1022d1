using System.Globalization;
using Integration.Platforms;

namespace Integration.Market;

public sealed class MarketConformanceTests : ConnectorConformance
{
    protected override string ProductId => "1001";

    protected override string ProductBody =>
        """
            {"ok":true,"data":{"products":[{"id":1001,"code":"A-1","title":{"zh":"连衣裙","en":"Dress"},"description":{"zh":"好"},
            "images":["https://img.example.com/1.jpg","https://img.example.com/2.jpg"],"on_sale":true,
            "variants":[{"id":7,"code":"A-1-R","price":19.90,"stock":7,"options":[{"name":"颜色","value":"红"}]}]}]}}
            """;

    protected override string LooseProductBody =>
        """
            {"ok":"true","data":{"products":{"id":"1001","code":"A-1","title":{"zh":"连衣裙","en":"Dress"},"description":{"zh":"好"},
            "images":"[\"https://img.example.com/1.jpg\",\"https://img.example.com/2.jpg\"]","on_sale":1,
            "variants":{"id":"7","code":"A-1-R","price":"19.90","stock":"7","options":{"name":"颜色","value":"红"}}}}}
            """;

    protected override string ListBody =>
        """
            {"ok":true,"data":{"total":3,"products":[{"id":1,"code":"A","title":{"zh":"甲"},"stock":5},
            {"id":"2","title":{"zh":"乙"},"stock":"0"}]}}
            """;

    protected override string LastListBody =>
        """{"ok":true,"data":{"total":"3","products":{"id":3,"title":{"zh":"丙"}}}}""";

    protected override string EmptyListBody => """{"ok":true,"data":{"total":0,"products":[]}}""";

    protected override string GoneBody => """{"ok":true,"data":{"products":[{"id":"1001","gone":true}]}}""";

    protected override string ThrottledBody =>
        """{"ok":false,"error":{"code":"too_many","message":"slow down","wait":7,"request":"r1"}}""";

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(7);

    protected override string ExpiredTokenBody => Error("token_expired", "令牌已过期");

    protected override string NotAllowedBody => Error("no_permission", "无权限");

    protected override string[] RefusedRefreshBodies => [ExpiredTokenBody, Error("refresh_refused", "x")];

    protected override string[] ConnectionTestBodies => [EmptyListBody];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "the document's example",
                Signed("""{"ids":["1"],"language":"zh"}""", "product.get"),
                "215A432FBC4F9B57B9F89C7F99811A8DB9030464E091BE6CCC0D9EE19AFB38ED"
            ),
            (
                "Chinese",
                Signed("""{"items":[{"code":"甲"}]}""", "product.create"),
                "CE493BE170E68236B52490A28B70937354E769AEC27F90EF7A162CB4029722C5"
            ),
        ];

    protected override string RefreshBody(string token) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"ok":true,"data":{"token":"{{{token}}}","expires_in":{{{36000}}}}}"""
        );

    protected override string ErrorBody(string message) => Error("bad_argument", message);

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.HmacSha256(
            Secret,
            string.Join(
                '&',
                request
                    .Form.Where(field => field.Key != "sign")
                    .OrderBy(field => field.Key, StringComparer.Ordinal)
                    .Select(field => $"{field.Key}={field.Value}")
            )
        );

    private protected override IConnector Create(StandIn platform, TimeProvider time)
    {
        var options = new MarketOptions { ApiUrl = platform.Url };
        return new MarketConnector(options, platform.Transport(options, time), time);
    }

    private static string Error(string code, string message) =>
        $$$"""{"ok":false,"error":{"code":"{{{code}}}","message":"{{{message}}}"}}""";

    private static string Signed(string data, string call) =>
        MarketSignature.Sign(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["token"] = "t",
                ["app"] = "123",
                ["call"] = call,
                ["time"] = "1700000000",
                ["data"] = data,
            },
            "secret"
        );
}
