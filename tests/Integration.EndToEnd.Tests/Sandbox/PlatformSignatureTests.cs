using Integration.Sandbox.Platforms.Alibaba1688;
using Integration.Sandbox.Platforms.AliExpress;
using Integration.Sandbox.Platforms.Pinduoduo;
using Integration.Sandbox.Platforms.Taobao;

namespace Integration.Sandbox.Platforms;

/// <summary>The sandbox's own signing of platform calls against published and independently computed vectors.</summary>
public sealed class PlatformSignatureTests
{
    private const string Item =
        "app_key=12345678&fields=num_iid,title,nick,price,num&format=json&method=taobao.item.seller.get"
        + "&num_iid=11223344&session=test&timestamp=2016-01-01 12:00:00&v=2.0";

    private const string Increment =
        "app_key=12345678&end_modified=2024-05-01 10:00:00&fields=tid,type,status,payment,modified,orders&format=json"
        + "&method=taobao.trades.sold.increment.get&page_no=1&page_size=100&session=test-session"
        + "&start_modified=2024-05-01 09:30:00&timestamp=2024-05-01 10:00:00&use_has_next=true&v=2.0";

    private const string Orders =
        "app_key=123456&method=aliexpress.solution.order.get&sign_method=sha256&timestamp=1714528800000&param0="
        + """{"current_page":1,"page_size":20,"modified_date_start":"2024-04-30 19:00:00","""
        + "\"modified_date_end\":\"2024-04-30 20:00:00\",\"order_status_list\":[\"WAIT_SELLER_SEND_GOODS\"]}";

    private const string Common = "client_id=testkey&access_token=testtoken&timestamp=1714528800&data_type=JSON";

    [Theory]
    [InlineData("md5", "helloworld", Item, "66987CB115214E59E6EC978214934FB8")]
    [InlineData("hmac", "helloworld", Item, "D56D7858309C31B6251083A874D48273")]
    [InlineData("hmac-sha256", "helloworld", Item, "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8")]
    [InlineData("md5", "helloworld", Increment, "051AC1B094CC358B62C52C9BC38961AE")]
    [InlineData(
        "hmac-sha256",
        "helloworld",
        Increment,
        "012659B9E46F425889C16CCED65B4AD6FD59FA41FA1F6EE6E883FAD5619CEF59"
    )]
    [InlineData(
        "md5",
        "helloworld",
        "app_key=12345678&fields=num_iid,title&format=json&method=taobao.items.onsale.get&page_no=1&page_size=40"
            + "&q=连衣裙 红色&session=test-session&timestamp=2024-05-01 10:00:00&v=2.0",
        "D5210975E42119F88F327F34E2599ABF"
    )]
    public void Top_Vector_GivesItsSignature(string method, string secret, string parameters, string expected) =>
        TopSignature.Of(method, Pairs($"{parameters}&sign_method={method}&sign=none"), secret).Should().Be(expected);

    [Theory]
    [InlineData("hmac-sha256", "3A9F9E53162A24430830CCA87B7FB623401B81EB6616A6EA75B3614AEBDC7F4D")]
    [InlineData("md5", "EF16F26C937CF52AE6F85DF2FD08B24A")]
    [InlineData("sha1", null)]
    public void Top_ThirdPartyVector_GivesItsSignature(string method, string? expected) =>
        TopSignature.Of(method, Pairs("b=2&a=1&c="), "secret").Should().Be(expected);

    [Theory]
    [InlineData(
        "param2/1/system/currentTime/1000000",
        "a=1&b=2",
        "test123",
        "33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88"
    )]
    [InlineData(
        "param2/1/com.alibaba.trade/alibaba.trade.getSellerOrderList/1000000",
        "access_token=token-123&modifyEndTime=20240501100000000+0800&modifyStartTime=20240501093000000+0800"
            + "&orderStatus=waitsellersend&page=1&pageSize=20&_aop_timestamp=1714528800000",
        "test123",
        "DA57EFAE4116A3BF83F39AD7170C23761BA99096"
    )]
    [InlineData(
        "param2/1/com.alibaba.product/alibaba.product.list.get/1000000",
        "access_token=token-123&needDetail=true&pageNo=1&pageSize=20&statusList=[\"published\"]&subjectKey=北极",
        "test123",
        "E38F6C8301D2110239744BC0CAAA5238A604042F"
    )]
    [InlineData(
        "param2/1/com.alibaba.trade/alibaba.trade.getBuyerOrderList/5890829",
        "access_token=token-123&page=1&pageSize=20&_aop_signature=none",
        "app-secret",
        "7B91F432F48774204045D86636AFD333B71E95FB"
    )]
    [InlineData(
        "",
        "client_id=1000000&redirect_uri=https://example.com/cb&site=1688&state=xyz",
        "test123",
        "B782D76FD726DF3B06E30B50E994B99F3348A636"
    )]
    public void Alibaba1688_Vector_GivesItsSignature(string path, string parameters, string secret, string expected) =>
        Alibaba1688Signature.Of(path, Pairs(parameters), secret).Should().Be(expected);

    [Fact]
    public void Alibaba1688_NameIsPrefixOfAnother_SortsTheJoinedTexts()
    {
        var signature = Alibaba1688Signature.Of("P", Pairs("a=z&ab=c"), "k");

        // Sorted by name it would be 2E026D54….
        signature.Should().Be("B4258AB028D077FA666ED2313B13F0B967B018F7");
    }

    [Theory]
    [InlineData(
        "/order/get",
        "access_token=test&app_key=123456&order_id=1234&sign_method=sha256&timestamp=1517820392000",
        "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A"
    )]
    [InlineData(
        "/auth/token/create",
        "app_key=123456&code=0_abc&sign_method=sha256&timestamp=1714528800000&sign=none",
        "E3D04A9B3A70553F5CE808DB984715B66BDAB5738EF14C1FA3139A5C183C96CE"
    )]
    [InlineData(
        "/auth/token/refresh",
        "app_key=123456&refresh_token=r_abc&sign_method=sha256&timestamp=1714528800000",
        "7CBF298DFE312A1A52238A8B87A6BC33B34C46151999E881B7FEFCD60942F106"
    )]
    [InlineData(
        null,
        "access_token=test&app_key=123456&method=aliexpress.solution.product.list.get&sign_method=sha256"
            + "&simplify=true&timestamp=1714528800000&aeop_a_e_product_list_query="
            + """{"current_page":1,"page_size":50,"product_status_type":"onSelling"}""",
        "9AD50F3316D817903E6891BD0211C45AB472F738AB533423E1A3B2D0A3526B59"
    )]
    public void Iop_Vector_GivesItsSignature(string? path, string parameters, string expected) =>
        IopSignature.Of(path, Pairs(parameters), "helloworld").Should().Be(expected);

    [Theory]
    [InlineData("access_token", "7A0A576F8C3C2BAC34E20275B117C86C882FDFAE02280FA83C17FF60493A91B5")]
    [InlineData("session", "1926B19603DE2D2835A39CF948518A5C77A8BE094157FD98860282719D24EC79")]
    public void Iop_TokenUnderBothNames_GivesItsSignature(string name, string expected) =>
        IopSignature.Of(null, Pairs($"{Orders}&{name}=test"), "helloworld").Should().Be(expected);

    [Theory]
    [InlineData(
        "access_token=asd78172s8ds9a921j9qqwda12312w1w21211&client_id=1&data_type=XML&order_status=1&page=1&page_size=10"
            + "&timestamp=1480411125&type=pdd.order.number.list.get",
        "testSecret",
        "E4DE3ED21002510DED352819E7AE6775"
    )]
    [InlineData(
        "client_id=client&data_type=JSON&parent_cat_id=0&timestamp=1600000000&type=pdd.goods.cats.get&sign=none",
        "secret",
        "CF9A0385FA0B135E459C649F3514D8C4"
    )]
    [InlineData(
        $"{Common}&type=pdd.order.number.list.increment.get&start_updated_at=1714527000&end_updated_at=1714528800"
            + "&order_status=5&refund_status=5&is_lucky_flag=0&page=1&page_size=100&use_has_next=false",
        "testsecret",
        "1A5BB4C996FA11C9398B8D5ED51D90EE"
    )]
    [InlineData(
        $"{Common}&type=pdd.goods.list.get&page=1&page_size=100&goods_name=连衣裙 红色",
        "testsecret",
        "F241546AB6A771BEBCA739A21AEEB5F4"
    )]
    [InlineData(
        $"{Common}&type=pdd.goods.sku.price.update&goods_id=44622906858&sku_price_list="
            + "[{\"group_price\":1900,\"single_price\":2200,\"sku_id\":41447963302}]",
        "testsecret",
        "BEBD4A87259D87065E67AAB7463BDA98"
    )]
    public void Pinduoduo_Vector_GivesItsSignature(string fields, string secret, string expected) =>
        PinduoduoSignature.Of(Pairs(fields), secret).Should().Be(expected);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text) =>
        text.Split('&').Select(one => one.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1]));
}
