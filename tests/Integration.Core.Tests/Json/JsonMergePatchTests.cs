using System.Text;
using System.Text.Json.Nodes;

namespace Integration.Json;

/// <summary>The examples of RFC 7396, appendix A, and what our limits refuse.</summary>
public sealed class JsonMergePatchTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""[1,2]""", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Apply_OfAnExampleOfTheRfc_IsItsResult(string target, string patch, string result)
    {
        var node = JsonNode.Parse(target);
        var merged = JsonMergePatch.Apply(node, JsonNode.Parse(patch));
        JsonNode.DeepEquals(merged, JsonNode.Parse(result)).Should().BeTrue($"it was {merged?.ToJsonString()}");
        JsonNode.DeepEquals(node, JsonNode.Parse(target)).Should().BeTrue("arguments are not changed");
    }

    [Fact]
    public void Apply_OfTheLongExampleOfTheRfc_IsItsResult() =>
        Apply(
                """
                {"title":"Goodbye!","author":{"givenName":"John","familyName":"Doe"},
                 "tags":["example","sample"],"content":"This will be unchanged"}
                """,
                """
                {"title":"Hello!","phoneNumber":"+01-123-456-7890","author":{"familyName":null},"tags":["example"]}
                """
            )
            .Should()
            .Be(
                """{"title":"Hello!","author":{"givenName":"John"},"tags":["example"],"""
                    + """ "content":"This will be unchanged","phoneNumber":"+01-123-456-7890"}""".TrimStart()
            );

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("\uFEFF{}")]
    public void TryApply_OfWhatIsNoPatch_IsMalformed(string patch)
    {
        JsonMergePatch
            .TryApply("{}"u8, Encoding.UTF8.GetBytes(patch), out var merged, out var malformed)
            .Should()
            .BeFalse();
        merged.Should().BeEmpty();
        malformed!.Detail.Should().NotBeEmpty();
    }

    [Fact]
    public void TryApply_NestedBeyondTheLimit_IsMalformed()
    {
        var patch = string.Concat(Enumerable.Repeat("""{"a":""", 65)) + "1" + new string('}', 65);
        JsonMergePatch.TryApply("{}"u8, Encoding.UTF8.GetBytes(patch), out _, out var malformed).Should().BeFalse();
        malformed.Should().NotBeNull();
    }

    private static string Apply(string target, string patch)
    {
        JsonMergePatch
            .TryApply(Encoding.UTF8.GetBytes(target), Encoding.UTF8.GetBytes(patch), out var merged, out _)
            .Should()
            .BeTrue();
        return Encoding.UTF8.GetString(merged);
    }
}
