using System.Text;

namespace Integration.Calls;

public sealed class LooseJsonTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.50", "1.50")]
    [InlineData("\" a \"", "a")]
    [InlineData("\"\"", null)]
    [InlineData("\"  \"", null)]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("[1]", null)]
    [InlineData("\"\\ud800\"", null)]
    public void Text_OfAnyValue_IsItsTextOrNothing(string json, string? expected) =>
        Read($"{{\"v\":{json}}}")["v"].Text.Should().Be(expected);

    [Theory]
    [InlineData("12", 12)]
    [InlineData("\"12\"", 12)]
    [InlineData("12.0", 12)]
    [InlineData("\"1.2e1\"", 12)]
    [InlineData("12.5", null)]
    [InlineData("\"1,000\"", null)]
    [InlineData("1e400", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("true", null)]
    public void Whole_IsExactOrNothing(string json, int? expected) =>
        Read($"{{\"v\":{json}}}")["v"].Whole.Should().Be(expected);

    [Fact]
    public void Number_KeepsMoneyExact() => Read("""{"v":"0.10"}""")["v"].Number.Should().Be(0.10m);

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"Y\"", true)]
    [InlineData("1", true)]
    [InlineData("\"false\"", false)]
    [InlineData("0", false)]
    [InlineData("2", null)]
    [InlineData("null", null)]
    public void Flag_IsReadInAllItsForms(string json, bool? expected) =>
        Read($"{{\"v\":{json}}}")["v"].Flag.Should().Be(expected);

    [Theory]
    [InlineData("""{"l":[{"a":1},{"a":2}]}""", 2)]
    [InlineData("""{"l":{"w":[{"a":1},null,{"a":2}]}}""", 2)]
    [InlineData("""{"l":{"w":{"a":1}}}""", 1)]
    [InlineData("""{"l":{"a":1}}""", 1)]
    [InlineData("""{"l":"[{\"a\":1}]"}""", 1)]
    [InlineData("""{"l":"text"}""", 1)]
    [InlineData("""{"l":{}}""", 0)]
    [InlineData("""{"l":{"w":null}}""", 0)]
    [InlineData("""{"l":null}""", 0)]
    [InlineData("""{"l":""}""", 0)]
    [InlineData("""{}""", 0)]
    public void Items_OfAListInAnyForm_AreItsElements(string json, int count) =>
        Read(json)["l"].Items("w").Should().HaveCount(count);

    [Theory]
    [InlineData("""{"o":{"a":"x"}}""", "x")]
    [InlineData("""{"o":[{"a":"x"}]}""", "x")]
    [InlineData("""{"o":"{\"a\":\"x\"}"}""", "x")]
    [InlineData("""{"o":[{"a":"x"},{"a":"y"}]}""", null)]
    [InlineData("""{"o":"{broken"}""", null)]
    [InlineData("""{"o":5}""", null)]
    public void Field_OfAnObjectInAnyForm_IsRead(string json, string? expected) =>
        Read(json)["o"]["a"].Text.Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("<html>")]
    public void Parse_OfWhatIsNoJson_IsNothing(string text) => Read(text).Exists.Should().BeFalse();

    [Fact]
    public void Parse_OfJsonDeeperThanTheLimit_IsNothing() =>
        Read(new string('[', 65) + new string(']', 65)).Exists.Should().BeFalse();

    [Fact]
    public void Utf8_OfAPart_IsByteForByte()
    {
        var part = Read("""{"a": {"b" : 1.0} }""")["a"];
        Encoding.UTF8.GetString(part.Utf8()).Should().Be("""{"b" : 1.0}""");
    }

    private static LooseJson Read(string json) => LooseJson.Parse(Encoding.UTF8.GetBytes(json));
}
