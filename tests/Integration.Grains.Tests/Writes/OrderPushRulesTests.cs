using System.Text;
using Integration.Orders;
using Integration.Problems;

namespace Integration.Writes;

public sealed class OrderPushRulesTests
{
    private const string Lines = "\"lines\":[{\"product_id\":\"1\",\"quantity\":1}]";

    private const string To =
        "\"recipient\":{\"name\":\"n\",\"mobile\":\"1\",\"province\":\"p\",\"city\":\"c\",\"street\":\"s\"}";

    [Fact]
    public void Orders_OfAWholeRequest_HoldAllOfIt()
    {
        var order = Read(
            """
            {"orders":[{"number":"T-1","note":"留言","lines":[{"product_id":"1","variant_id":"v","quantity":2}],"recipient":
            {"name":"张三","mobile":"152","phone":"0517","province":"浙江省","city":"杭州市","district":"滨江区","town":"长河镇",
            "street":"网商路699号","postal_code":"000000"},"platform_fields":{"flow":"general"}}]}
            """
        )
            .Value!.Single();
        (order.Number, order.Note, order.Lines.Single().VariantId, order.Lines[0].Quantity)
            .Should()
            .Be(("T-1", "留言", "v", 2L));
        (order.Recipient.District, order.Recipient.Town, order.Recipient.PostalCode)
            .Should()
            .Be(("滨江区", "长河镇", "000000"));
        order.PlatformFields!.Value.GetProperty("flow").GetString().Should().Be("general");
        order.Recipient.ToString().Should().NotContain("张三");
    }

    [Theory]
    [InlineData($"\"number\":\"a b\",{Lines},{To}", "orders[0].number")]
    [InlineData($"\"number\":\"a\",\"lines\":[],{To}", "orders[0].lines")]
    [InlineData(
        $"\"number\":\"a\",\"lines\":[{{\"product_id\":\"1\",\"quantity\":0}}],{To}",
        "orders[0].lines[0].quantity"
    )]
    [InlineData(
        $"\"number\":\"a\",\"lines\":[{{\"product_id\":\"\",\"quantity\":1}}],{To}",
        "orders[0].lines[0].product_id"
    )]
    [InlineData(
        $"\"number\":\"a\",\"lines\":[{{\"product_id\":\"1\",\"quantity\":1}},{{\"product_id\":\"1\",\"quantity\":2}}],{To}",
        "orders[0].lines[1]"
    )]
    [InlineData($"\"number\":\"a\",{Lines},{To},\"platform_fields\":[1]", "orders[0].platform_fields")]
    [InlineData(
        $"\"number\":\"a\",{Lines},\"recipient\":{{\"name\":\"n\",\"province\":\"p\",\"city\":\"c\",\"street\":\"s\"}}",
        "orders[0].recipient.mobile"
    )]
    [InlineData(
        $"\"number\":\"a\",{Lines},\"recipient\":{{\"name\":\" \",\"mobile\":\"1\",\"province\":\"p\",\"city\":\"c\",\"street\":\"s\"}}",
        "orders[0].recipient.name"
    )]
    [InlineData($"\"number\":\"a\",{To}", "orders[0].lines")]
    public void Orders_OfAFaultyOne_NameTheField(string fields, string named)
    {
        var problem = Read($$$"""{"orders":[{{{{fields}}}}]}""").Problem!;
        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem.Errors!.Keys.Should().Equal(named);
    }

    [Fact]
    public void Orders_TooManyOrOfOneNumber_AreRefused()
    {
        var one = $$$"""{"number":"a",{{{Lines}}},{{{To}}}}""";
        Read($$"""{"orders":[{{one}},{{one}}]}""").Problem!.Errors!.Keys.Should().Equal("orders[1].number");
        var many = string.Join(',', Enumerable.Repeat(one, 21));
        Read($$"""{"orders":[{{many}}]}""").Problem!.Errors!.Keys.Should().Equal("orders");
        Read("""{"orders":[null]}""").Problem!.Errors!.Keys.Should().Equal("orders[0]");
    }

    private static Outcome<OrderDraft[]> Read(string json) =>
        OrderPushRules.Orders(Encoding.UTF8.GetBytes(json), new OrderPushOptions());
}
