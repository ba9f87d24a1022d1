using System.Text;

namespace Integration.Mapping;

public sealed class PayloadParserTests
{
    private static readonly PayloadParser Parser = new(new PayloadLimits());

    [Theory]
    [InlineData("application/json", PayloadForm.Json)]
    [InlineData("Application/JSON; charset=utf-8", PayloadForm.Json)]
    [InlineData("text/json", PayloadForm.Json)]
    [InlineData("application/cloudevents+json", PayloadForm.Json)]
    [InlineData("application/x-www-form-urlencoded", PayloadForm.Form)]
    [InlineData("text/plain", PayloadForm.Binary)]
    [InlineData("application/jsonx", PayloadForm.Binary)]
    [InlineData(null, PayloadForm.Json)]
    [InlineData("", PayloadForm.Json)]
    public void Parse_OfAContentType_TellsTheForm(string? contentType, PayloadForm form)
    {
        using var document = Parser.Parse(contentType, "{}"u8.ToArray()).Document;
        document!.Form.Should().Be(form);
        (document.Root is null).Should().Be(form == PayloadForm.Binary);
    }

    [Fact]
    public void Parse_WithoutAContentTypeOfWhatIsNotJson_IsBytes()
    {
        using var document = Parser.Parse(null, "not json"u8.ToArray()).Document;
        document!.Form.Should().Be(PayloadForm.Binary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":01}")]
    [InlineData("[1,]")]
    [InlineData("/**/{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"a\":\"\0\"}")]
    [InlineData("{\"a\":\"tab\t\"}")]
    [InlineData("{}\0")]
    public void Parse_OfWhatIsNotJson_IsRefusedWithoutRepeatingIt(string body)
    {
        var parse = Parser.Parse("application/json", Encoding.UTF8.GetBytes(body));
        parse.Slug.Should().Be("invalid-json");
        parse.Detail.Should().Contain("line 1, byte").And.NotContain("NaN");
    }

    [Fact]
    public void Parse_OfStringsThatAreNotUtf8_IsRefused()
    {
        byte[] value = [.. "{\"a\":\""u8, 0xc3, 0x28, .. "\"}"u8];
        Parser.Parse("application/json", value).Slug.Should().Be("invalid-json", "subscribers get it as it is");
        byte[] name = [.. "{\""u8, 0xff, .. "\":1}"u8];
        Parser.Parse("application/json", name).Slug.Should().Be("invalid-json");
        using var guessed = Parser.Parse(null, value).Document;
        guessed!.Form.Should().Be(PayloadForm.Binary);
    }

    [Theory]
    [InlineData(64, null)]
    [InlineData(65, "json-too-deep")]
    [InlineData(1_000_000, "json-too-deep")]
    public void Parse_OfNesting_StopsAtTheLimit(int depth, string? slug)
    {
        var arrays = Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));
        Parser.Parse("application/json", arrays).Slug.Should().Be(slug);
    }

    [Fact]
    public void Parse_OfNestedObjects_StopsAtTheLimit()
    {
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65);
        Parser.Parse("application/json", Encoding.ASCII.GetBytes(objects)).Slug.Should().Be("json-too-deep");
    }

    [Fact]
    public void Parse_OfManyTokens_StopsAtTheLimit()
    {
        var small = new PayloadParser(new PayloadLimits { MaxTokens = 10 });
        small.Parse("application/json", "[1,2,3,4,5,6,7,8]"u8.ToArray()).Succeeded.Should().BeTrue("8 and 2 brackets");
        small.Parse("application/json", "[1,2,3,4,5,6,7,8,9]"u8.ToArray()).Slug.Should().Be("json-too-complex");
        small.Parse("application/json", "[[],[],[],[],[]]"u8.ToArray()).Slug.Should().Be("json-too-complex");
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(401, "json-too-complex")]
    public void Parse_OfALongNumber_StopsAtTheLimit(int digits, string? slug) =>
        Parser.Parse("application/json", Encoding.ASCII.GetBytes(new string('9', digits))).Slug.Should().Be(slug);

    [Fact]
    public void Parse_OfTooMuchWithoutAContentType_IsBytesAndNotRefused()
    {
        using var document = Parser.Parse(null, Encoding.ASCII.GetBytes(new string('[', 100))).Document;
        document!.Form.Should().Be(PayloadForm.Binary);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("a=1&b=2", """{"a":"1","b":"2"}""")]
    [InlineData("a=1&a=2", """{"a":["1","2"]}""")]
    [InlineData("a=b=c&&d", """{"a":"b=c","d":""}""")]
    [InlineData("a+b=%E8%AE%A2", """{"a b":"订"}""")]
    [InlineData("=x", """{"":"x"}""")]
    [InlineData("a=%zz", """{"a":"%zz"}""")]
    [InlineData("a=%00", """{"a":"\u0000"}""")]
    public void Parse_OfAForm_IsAnObjectOfItsFields(string form, string json)
    {
        using var document = Parser.Parse("application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(form)).Document;
        System
            .Text.Json.Nodes.JsonNode.DeepEquals(
                System.Text.Json.Nodes.JsonNode.Parse(document!.Root!.Value.GetRawText()),
                System.Text.Json.Nodes.JsonNode.Parse(json)
            )
            .Should()
            .BeTrue(document.Root.Value.GetRawText());
    }

    [Fact]
    public void Parse_OfAFormThatIsNotUtf8_DoesNotFail()
    {
        using var document = Parser
            .Parse("application/x-www-form-urlencoded", new byte[] { 0xff, (byte)'=', 0xfe })
            .Document;
        document!.Form.Should().Be(PayloadForm.Form);
    }
}
