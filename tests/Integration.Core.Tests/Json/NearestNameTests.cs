namespace Integration.Json;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["event_types", "sources", "secret", "url", "max_retries"];

    [Theory]
    [InlineData("eventTypes", "event_types")]
    [InlineData("event-type", "event_types")]
    [InlineData("source", "sources")]
    [InlineData("secrets", "secret")]
    [InlineData("URL", "url")]
    [InlineData("uri", "url")]
    [InlineData("maxretry", "max_retries")]
    [InlineData("colour", null)]
    [InlineData("", null)]
    public void Of_AMistypedName_IsTheOneThatWasMeant(string name, string? nearest) =>
        NearestName.Of(name, Known).Should().Be(nearest);

    [Fact]
    public void Of_AVeryLongName_IsNotCompared() => NearestName.Of(new string('s', 65), ["s"]).Should().BeNull();

    [Fact]
    public void Of_TwoEquallyNearNames_IsTheFirstByName() =>
        NearestName.Of("bat", ["cat", "bad"]).Should().Be("bad", "the answer must not depend on the order of fields");
}
