namespace Integration.Webhooks;

public sealed class ReservedHeadersTests
{
    [Theory]
    [InlineData("X-Api-Key")]
    [InlineData("Authorization")]
    [InlineData("Accept")]
    [InlineData("x-webhook-id")]
    [InlineData("web_hook")]
    public void IsAllowed_OfAnOwnHeader_IsSo(string name) => ReservedHeaders.IsAllowed(name, out _).Should().BeTrue();

    [Theory]
    [InlineData("Host")]
    [InlineData("CONNECTION")]
    [InlineData("Content-Length")]
    [InlineData("content-type")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Webhook-Id")]
    [InlineData("webhook-signature")]
    [InlineData("Proxy-Authorization")]
    [InlineData("User-Agent")]
    [InlineData("Traceparent")]
    [InlineData("Expect")]
    [InlineData("Cookie")]
    [InlineData("Accept-Encoding")]
    [InlineData("")]
    [InlineData("X Key")]
    [InlineData("X:Key")]
    [InlineData("X\r\nHost")]
    [InlineData("Schlüssel")]
    public void IsAllowed_OfAReservedOrImpossibleName_SaysWhyNot(string name)
    {
        ReservedHeaders.IsAllowed(name, out var reason).Should().BeFalse();
        reason.Should().EndWith(".");
    }

    // HttpClient keeps these apart as headers of the content and would drop them without a word.
    [Theory]
    [InlineData("Allow")]
    [InlineData("Expires")]
    [InlineData("Last-Modified")]
    public void IsAllowed_OfAHeaderThatAnswersCarry_SaysWhyNot(string name) =>
        ReservedHeaders.IsAllowed(name, out _).Should().BeFalse("it would not arrive");

    [Theory]
    [InlineData("", true)]
    [InlineData("a b\tc", true)]
    [InlineData("~!\"#", true)]
    [InlineData(" a", false)]
    [InlineData("a\t", false)]
    [InlineData("a\r\nHost: evil", false)]
    [InlineData("a\0", false)]
    [InlineData("\u007f", false)]
    [InlineData("ключ", false)]
    public void IsValidValue_OfAValue_IsPrintableAscii(string value, bool valid)
    {
        ReservedHeaders.IsValidValue(value, out var reason).Should().Be(valid);
        (reason is null).Should().Be(valid);
    }

    [Fact]
    public void Names_AndValues_HaveALength()
    {
        ReservedHeaders.IsAllowed(new string('x', 100), out _).Should().BeTrue();
        ReservedHeaders.IsAllowed(new string('x', 101), out _).Should().BeFalse();
        ReservedHeaders.IsValidValue(new string('x', 4096), out _).Should().BeTrue();
        ReservedHeaders.IsValidValue(new string('x', 4097), out _).Should().BeFalse();
    }
}
