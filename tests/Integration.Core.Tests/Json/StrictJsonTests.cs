using System.Text;
using System.Text.Json;
using CsCheck;

namespace Integration.Json;

public sealed class StrictJsonTests
{
    [Fact]
    public void Read_OfAValidBody_IsTheRecord()
    {
        var read = Read(
            """
            {"id":"erp","retry":{"max_retries":3},"tags":["a","b"],"headers":{"X-A":"1"},"at":"2026-11-24T12:00:00Z",
             "kind":"second_one","data":{"any":[null]},"enabled":false}
            """
        );
        read.Succeeded.Should().BeTrue(string.Join("; ", read.Errors.Select(e => $"{e.Key} {e.Value[0]}")));
        read.Value!.Retry!.MaxRetries.Should().Be(3);
        read.Value.Kind.Should().Be(SampleKind.SecondOne);
        read.Value.Headers.Should().ContainKey("X-A", "names of a map are data, not fields");
        read.Value.At.Should().Be(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        read.Value.Data!.Value.GetRawText().Should().Be("""{"any":[null]}""");
    }

    [Theory]
    [InlineData("""{"id":"a","retrys":{}}""", "retrys", "retry")]
    [InlineData("""{"id":"a","maxRetries":1}""", "maxRetries", null)]
    [InlineData("""{"id":"a","retry":{"maxRetries":1}}""", "retry.maxRetries", "max_retries")]
    [InlineData("""{"id":"a","Enabled":true}""", "Enabled", "enabled")]
    [InlineData("""{"id":"a","zzzzzzzzzz":1}""", "zzzzzzzzzz", null)]
    public void Read_OfAnUnknownField_NamesTheNearest(string json, string field, string? nearest)
    {
        var read = Read(json);
        read.HasUnknownField.Should().BeTrue();
        read.Errors.Keys.Should().Equal(field);
        read.Errors[field][0]
            .Should()
            .Be(nearest is null ? "is not a known field" : $"is not a known field; did you mean '{nearest}'?");
    }

    [Fact]
    public void Read_OfManyFaults_TellsThemAllAtOnce()
    {
        var read = Read(
            """
            {"retry":{"max_retries":"3"},"tags":[1,null,"ok"],"headers":{"A":1},"at":"yesterday","kind":"third",
             "enabled":"yes","amount":1.5,"amount":2}
            """
        );
        read.HasUnknownField.Should().BeFalse();
        read.Errors.Keys.Should()
            .BeEquivalentTo(
                "id",
                "retry.max_retries",
                "tags[0]",
                "tags[1]",
                "headers.A",
                "at",
                "kind",
                "enabled",
                "amount"
            );
        read.Errors["id"].Should().Equal("is required");
        read.Errors["amount"].Should().HaveCount(2).And.Contain("stands more than once");
        read.Errors["kind"][0].Should().Contain("second_one");
    }

    [Theory]
    [InlineData("""{"id":"a","id":"b"}""", "id")]
    [InlineData("""{"id":"a","retry":{"max_retries":1,"max_retries":2}}""", "retry.max_retries")]
    [InlineData("""{"id":"a","headers":{"X":"1","X":"2"}}""", "headers.X")]
    [InlineData("""{"id":"a","\u0069d":"b"}""", "id")]
    public void Read_OfARepeatedField_IsRefused(string json, string field) =>
        Read(json).Errors[field].Should().Equal("stands more than once");

    [Theory]
    [InlineData("""{"id":null}""", "id")]
    [InlineData("""{"id":"a","enabled":null}""", "enabled")]
    [InlineData("""{"id":"a","tags":[null]}""", "tags[0]")]
    public void Read_OfNullWhereNoneFits_IsRefused(string json, string field) =>
        Read(json).Errors[field].Should().Equal("must not be null");

    [Theory]
    [InlineData("""{"id":"a","amount":99999999999999999999999999}""")]
    [InlineData("""{"id":"a","amount":1e400}""")]
    [InlineData("""{"id":"a","amount":2147483648}""")]
    [InlineData("""{"id":"a","amount":1.0}""")]
    public void Read_OfANumberOutOfRange_IsRefused(string json) => Read(json).Errors.Keys.Should().Equal("amount");

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"text\"")]
    public void Read_OfAnotherShape_IsAFaultOfTheBody(string json) => Read(json).Errors.Keys.Should().Equal("body");

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\"id\":\"a\"", 1, 10)]
    [InlineData("{\n \"id\": tru }", 2, 11)]
    [InlineData("{\"id\":\"a\",}", 1, 11)]
    [InlineData("{\"id\":\"a\"} x", 1, 12)]
    [InlineData("// a comment\n{}", 1, 1)]
    [InlineData("{\"id\":\"\\ud800\"}", 1, 7)]
    [InlineData("{\n\"\\udc00\":1}", 2, 1)]
    [InlineData("\uFEFF{}", 1, 1)]
    public void Read_OfWhatIsNotJson_TellsThePlace(string text, int line, int at)
    {
        var malformed = Read(text).Malformed;
        malformed.Should().NotBeNull();
        (malformed!.Line, malformed.Byte).Should().Be((line, at));
        malformed.Detail.Should().NotContain("ud800");
    }

    [Fact]
    public void Read_OfBytesThatAreNotUtf8_TellsThePlace()
    {
        byte[] broken = [.. "{\n\"id\":\""u8, 0xff, .. "\"}"u8];
        var malformed = StrictJson.Read<Sample>(broken).Malformed;
        (malformed!.Line, malformed.Byte).Should().Be((2L, 7L));
        StrictJson
            .Read<Sample>("{\"id\":\"a\"}".Select(c => (byte)c).Append((byte)0).ToArray())
            .Malformed.Should()
            .NotBeNull();
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Read_OfNesting_StopsAtTheLimit(int depth, bool read)
    {
        var inner = depth - 1;
        var result = Read($$"""{"id":"a","data":{{new string('[', inner)}}{{new string(']', inner)}}}""");
        result.Succeeded.Should().Be(read);
        (result.Malformed is null).Should().Be(read);
    }

    [Fact]
    public void Read_OfThousandsOfFaults_ReportsAHundred()
    {
        var fields = string.Join(',', Enumerable.Range(0, 5000).Select(n => $"\"field{n}\":1"));
        Read($"{{{fields}}}").Errors.Should().HaveCount(StrictJson.MaxErrors);
        Read($"{{\"tags\":[{string.Join(',', Enumerable.Repeat("1", 5000))}]}}")
            .Errors.Should()
            .HaveCount(StrictJson.MaxErrors);
    }

    [Fact]
    public void Read_OfAVeryLongFieldName_DoesNotRepeatItAtLength() =>
        Read($$"""{"id":"a","{{new string('n', 10_000)}}":1}""").Errors.Keys.Single().Should().HaveLength(65);

    [Fact]
    public void Read_OfAnyText_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String.Select(text => $$"""{"id":{{JsonSerializer.Serialize(text)}}}"""))
            .Sample(text =>
            {
                var read = Read(text);
                (read.Succeeded ^ (read.Malformed is not null || read.Errors.Count > 0)).Should().BeTrue();
            });

    [Fact]
    public void Options_OnTheWire_WriteSnakeCaseInstantsAndNulls()
    {
        var at = new DateTimeOffset(2026, 11, 24, 13, 0, 0, 5, TimeSpan.FromHours(1));
        JsonSerializer
            .Serialize(
                new Sample
                {
                    Id = "订单",
                    At = at,
                    Kind = SampleKind.SecondOne,
                },
                WireJson.Options
            )
            .Should()
            .Be(
                """
                {"id":"订单","enabled":true,"retry":null,"tags":null,"headers":null,"at":"2026-11-24T12:00:00.005Z","kind":"second_one","amount":null,"data":null}
                """
            );
    }

    private static StrictJsonResult<Sample> Read(string json) => StrictJson.Read<Sample>(Encoding.UTF8.GetBytes(json));

    private enum SampleKind
    {
        First,
        SecondOne,
    }

    private sealed record Sample
    {
        public required string Id { get; init; }

        public bool Enabled { get; init; } = true;

        public SampleRetry? Retry { get; init; }

        public string[]? Tags { get; init; }

        public Dictionary<string, string>? Headers { get; init; }

        public DateTimeOffset? At { get; init; }

        public SampleKind? Kind { get; init; }

        public int? Amount { get; init; }

        public JsonElement? Data { get; init; }
    }

    private sealed record SampleRetry
    {
        public int? MaxRetries { get; init; }
    }
}
