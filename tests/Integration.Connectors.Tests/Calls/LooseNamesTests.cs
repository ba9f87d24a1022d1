namespace Integration.Calls;

public sealed class LooseNamesTests
{
    [Theory]
    [InlineData("""{"\ud800":1,"a":2}""")]
    [InlineData("""{"a":2,"\ud800":1}""")]
    [InlineData("""{"\ud800":1,"\u0061":2}""")]
    [InlineData("""{"a":2,"\udc00x":{"\ud800":1}}""")]
    public void Name_ThatIsHalfASurrogatePair_IsPassedOver(string json)
    {
        var read = LooseJson.Parse(System.Text.Encoding.UTF8.GetBytes(json));
        read["a"].Whole.Should().Be(2);
        read["b"].Exists.Should().BeFalse();
        read.First("b", "a").Exists.Should().BeTrue();
        read.Items("b").Should().ContainSingle();
        read.Fields().Select(field => field.Name).Should().Equal("a");
    }

    [Fact]
    public void Text_CutAtASurrogatePair_StaysText()
    {
        var shown = Failures.Short(new string('x', 9) + "😀😀", 10);
        shown.Should().Be(new string('x', 9) + "…");
    }
}
