namespace Integration.Secrets;

public sealed class KeyRingTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Fact]
    public void Parse_OfSeveralKeys_SealsWithTheFirst()
    {
        var ring = KeyRing.Parse($"# made by hand\r\n\r\n 2026:{Key} \r\n2025:{Key}\r\n");
        ring.CurrentId.Should().Be("2026");
        ring.Find("2025").Should().HaveCount(32);
        ring.Find("2024").Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment")]
    [InlineData(Key)]
    [InlineData(":" + Key)]
    [InlineData("2026:")]
    [InlineData("2026:AAEC")]
    [InlineData("2026:AA" + Key)]
    [InlineData("2026:not base64 at all")]
    [InlineData("2026:" + Key + "\n2026:" + Key)]
    [InlineData("an-id-that-has-more-than-32-characters:" + Key)]
    public void Parse_OfWhatIsNoRing_Throws(string text) => Parsing(text).Should().Throw<FormatException>();

    [Theory]
    [InlineData("ключ")]
    [InlineData("clé")]
    [InlineData("a b")]
    [InlineData("a\u0001")]
    public void Parse_OfAnIdThatAnEnvelopeCannotCarry_Throws(string id) =>
        Parsing($"{id}:{Key}").Should().Throw<FormatException>("what it seals would never open again");

    [Fact]
    public void Parse_OfABrokenLine_DoesNotRepeatIt() =>
        Parsing("2026:" + Key[..^4])
            .Should()
            .Throw<FormatException>()
            .Where(e => !e.Message.Contains("AAECAwQF", StringComparison.Ordinal));

    private static Action Parsing(string text) => () => KeyRing.Parse(text);
}
