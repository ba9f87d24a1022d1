using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.AliExpress;

public sealed class AliExpressConformanceTests : ConnectorConformance
{
    private const string PublishedFields =
        "access_token=test|app_key=123456|order_id=1234|sign_method=sha256|timestamp=1517820392000";

    protected override string ProductId => "1005004872551479";

    protected override string ProductBody =>
        """
            {"aliexpress_ds_product_get_response":{"result":{"rsp_code":"200","rsp_msg":"Call succeeds",
            "ae_item_base_info_dto":{"product_id":1005004872551479,"subject":"Cup 杯","detail":"<p>Cup</p>","product_status_type":"onSelling","currency_code":"USD"},
            "ae_multimedia_info_dto":{"image_urls":"https://img.example.com/1.jpg;https://img.example.com/2.jpg"},
            "ae_item_properties":{"ae_item_property":[{"attr_name":"Material","attr_value":"Glass"}]},
            "ae_item_sku_info_dtos":{"ae_item_sku_info_d_t_o":[{"sku_id":"12000030","sku_attr":"14:193","offer_sale_price":"1.01","sku_price":"2.02",
            "currency_code":"USD","sku_available_stock":9,"ae_sku_property_dtos":{"ae_sku_property_d_t_o":[
            {"sku_property_id":14,"sku_property_name":"Color","sku_property_value":"Black","sku_image":"https://img.example.com/3.jpg"}]}}]}},"request_id":"r"}}
            """;

    protected override string LooseProductBody =>
        """
            {"resp_result":{"result":{"rsp_code":200,
            "ae_item_base_info_dto":{"product_id":"1005004872551479","subject":"Cup 杯","detail":"<p>Cup</p>","product_status_type":"onSelling"},
            "ae_multimedia_info_dto":{"image_urls":"https://img.example.com/1.jpg,https://img.example.com/2.jpg"},
            "ae_item_properties":[{"attr_name":"Material","attr_value":"Glass"}],
            "ae_item_sku_info_dtos":{"sku_id":12000030,"offer_sale_price":1.01,"sku_price":2.02,
            "currency_code":"USD","sku_available_stock":"9","ae_sku_property_dtos":[
            {"sku_property_id":"14","sku_property_name":"Color","property_value_definition_name":"Black","sku_image":"https://img.example.com/3.jpg"}]}}}}
            """;

    protected override string ListBody => AliExpressBodies.List;

    protected override string LastListBody => AliExpressBodies.LastList;

    protected override string EmptyListBody => AliExpressBodies.EmptyList;

    protected override string GoneBody =>
        """{"aliexpress_ds_product_get_response":{"result":{"rsp_code":"605","rsp_msg":"item not exist"}}}""";

    protected override string ThrottledBody => AliExpressBodies.Throttled;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(4);

    protected override string ExpiredTokenBody => AliExpressBodies.ExpiredToken;

    protected override string[] RefusedRefreshBodies =>
        [
            ExpiredTokenBody,
            """{"type":"ISV","code":"InvalidAccessToken"}""",
            """{"type":"ISV","code":"IllegalRefreshToken"}""",
        ];

    protected override string NotAllowedBody => AliExpressBodies.NotAllowed;

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "published",
                Iop("/order/get", PublishedFields),
                "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A"
            ),
            (
                "path of the misprinted sample",
                Iop("/orders/{orderId}", PublishedFields),
                "28208FA613A7F34578D3D859395B8AC26413F9EE2CEA953B7DF24BD787877435"
            ),
            (
                "token create",
                Iop("/auth/token/create", "app_key=123456|code=0_abc|sign_method=sha256|timestamp=1714528800000"),
                "E3D04A9B3A70553F5CE808DB984715B66BDAB5738EF14C1FA3139A5C183C96CE"
            ),
            (
                "token refresh",
                Iop(
                    "/auth/token/refresh",
                    "app_key=123456|refresh_token=r_abc|sign_method=sha256|timestamp=1714528800000"
                ),
                "7CBF298DFE312A1A52238A8B87A6BC33B34C46151999E881B7FEFCD60942F106"
            ),
            (
                "product list",
                Iop(
                    null,
                    "access_token=test|app_key=123456|method=aliexpress.solution.product.list.get|sign_method=sha256"
                        + "|simplify=true|timestamp=1714528800000"
                        + """|aeop_a_e_product_list_query={"current_page":1,"page_size":50,"product_status_type":"onSelling"}"""
                ),
                "9AD50F3316D817903E6891BD0211C45AB472F738AB533423E1A3B2D0A3526B59"
            ),
        ];

    protected override string RefreshBody(string token) =>
        $$"""{"access_token":"{{token}}","expires_in":"36000","code":"0","request_id":"r"}""";

    protected override string ErrorBody(string message) => AliExpressBodies.Error(message);

    private protected override string SignatureOf(StandInRequest request) =>
        AliExpressBodies.SignatureOf(request, SignatureField, Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time) =>
        AliExpressBodies.Connector(platform, time);

    private static string Iop(string? path, string fields) =>
        IopSignature.Sign(path, Documented.Fields(fields), "helloworld");
}
