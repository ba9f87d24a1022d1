using System.Text;
using CsCheck;

namespace Integration.Mapping;

public sealed class EventMappingTests
{
    private const string Order = """
        {"event":"Order/Created","id":17,"order":{"no":"PO-1","paid":true,"at":"2026-11-24T12:00:00+08:00"},
         "lines":[{"sku":"a"},{"sku":"b","qty":2}],"version":"7"}
        """;

    private static readonly PayloadParser Parser = new(new PayloadLimits());

    [Fact]
    public void Read_OfAnOrder_FindsEveryAttribute() =>
        Read(
                Order,
                new MappingExpressions
                {
                    Type = "event",
                    Id = "id",
                    Subject = "order.no",
                    Time = "order.at",
                    Version = "header:X-Version",
                },
                ("X-Version", "9")
            )
            .Should()
            .Be(
                new MappedAttributes(
                    "order.created",
                    "17",
                    "PO-1",
                    new DateTimeOffset(2026, 11, 24, 4, 0, 0, TimeSpan.Zero),
                    "9"
                )
            );

    [Theory]
    [InlineData("v", "1.50", "1.50")]
    [InlineData("w || v", "1.50", "1.50")]
    [InlineData("w || v", "10.0", "10.0")]
    [InlineData("w || v", "1234567890.12345678", "1234567890.12345678")]
    [InlineData("w || v", "123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("w || v", "1.50, \"other\": 1e300", "1.5")]
    [InlineData("v", "1e3", "1e3")]
    [InlineData("list[?@ > `1e3`] | [0]", "1, \"list\": [1e2, 2000.5]", "2000.5")]
    [InlineData("list[?@ > `1.2`] | [0]", "1, \"list\": [1.10, 1.30]", "1.30")]
    [InlineData("to_string(sum(list))", "1, \"list\": [1.25, 1.25]", "2.5")]
    public void Read_OfANumber_KeepsItsDigits(string expression, string number, string version) =>
        Read($"{{\"v\": {number}}}", new MappingExpressions { Version = expression }).Version.Should().Be(version);

    [Fact]
    public void Read_WithoutAMapping_IsAReceivedWebhook() =>
        Read(Order, new MappingExpressions())
            .Should()
            .Be(new MappedAttributes("webhook.received", null, null, null, null));

    [Theory]
    [InlineData("lines[0].sku", "a")]
    [InlineData("lines[-1].sku", "b")]
    [InlineData("lines[2].sku", null)]
    [InlineData("lines[-3].sku", null)]
    [InlineData("order.paid", "true")]
    [InlineData("order", null)]
    [InlineData("lines", null)]
    [InlineData("order.no.deeper", null)]
    [InlineData("order[0]", null)]
    [InlineData("missing", null)]
    [InlineData("lines[?qty==`2`].sku | [0]", "b")]
    [InlineData("join('-', [order.no, version])", "PO-1-7")]
    [InlineData("missing || order.no", "PO-1")]
    [InlineData("\"order\".\"no\"", "PO-1")]
    [InlineData("lines[*].sku", null)]
    [InlineData("length(lines)", "2")]
    [InlineData("length(id)", null)]
    [InlineData("to_string(order.paid)", "true")]
    public void Read_OfAnExpression_IsTheScalarAsText(string expression, string? value) =>
        Read(Order, new MappingExpressions { Version = expression }).Version.Should().Be(value);

    [Theory]
    [InlineData("1714528800", "2024-05-01T02:00:00.000Z")]
    [InlineData("1714528800000", "2024-05-01T02:00:00.000Z")]
    [InlineData("1714528800.25", "2024-05-01T02:00:00.250Z")]
    [InlineData("\"1714528800\"", "2024-05-01T02:00:00.000Z")]
    [InlineData("\"2024-05-01T02:00:00Z\"", "2024-05-01T02:00:00.000Z")]
    [InlineData("\"2024-05-01T10:00:00.5+08:00\"", "2024-05-01T02:00:00.500Z")]
    [InlineData("1.7145288e9", "2024-05-01T02:00:00.000Z")]
    [InlineData("1.7145288E+12", "2024-05-01T02:00:00.000Z")]
    [InlineData("17145288000e-1", "2024-05-01T02:00:00.000Z")]
    [InlineData("\"1.7145288e9\"", "2024-05-01T02:00:00.000Z")]
    [InlineData("0", "1970-01-01T00:00:00.000Z")]
    [InlineData("\"2024-05-01T02:00:00\"", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("-1", null)]
    [InlineData("1e400", null)]
    [InlineData("99999999999999999999999999999999999999", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    public void Read_OfATime_TakesEveryFormAndRefusesNone(string json, string? utc)
    {
        var time = Read($$"""{"at":{{json}}}""", new MappingExpressions { Time = "at" }).Time;
        (time is { } found ? Time.Rfc3339.Format(found) : null).Should().Be(utc);
    }

    [Fact]
    public void Read_OfALongId_IsItsHash()
    {
        var id = Read($$"""{"id":"{{new string('x', 513)}}"}""", new MappingExpressions { Id = "id" }).Id;
        id.Should().StartWith("sha256:").And.HaveLength(7 + 64);
        Read("""{"id":"a\u0000b"}""", new MappingExpressions { Id = "id" }).Id.Should().StartWith("sha256:");
        Read("""{"id":""}""", new MappingExpressions { Id = "id" }).Id.Should().BeNull();
    }

    [Theory]
    [InlineData("subject", "\"\\u0000\"")]
    [InlineData("subject", "\"a\\nb\"")]
    [InlineData("subject", "\"\\ud800\"")]
    [InlineData("subject", "\"x\\udc00y\"")]
    public void Read_OfWhatCannotBeStored_LeavesItOut(string expression, string json) =>
        Read($$"""{"subject":{{json}}}""", new MappingExpressions { Subject = expression })
            .Should()
            .Be(new MappedAttributes("webhook.received", null, null, null, null));

    [Theory]
    [InlineData("id")]
    [InlineData("\"id\"")]
    public void Read_OfAnIdWithHalfASurrogatePair_DoesNotFail(string expression) =>
        FluentActions
            .Invoking(() => Read("""{"id":"\ud800","x":1}""", new MappingExpressions { Id = expression }))
            .Should()
            .NotThrow("a mapping never refuses an event");

    [Fact]
    public void Read_PastAFieldNameWithHalfASurrogatePair_DoesNotFail() =>
        Read("""{"\udc00id":1,"id":"2"}""", new MappingExpressions { Id = "id" }).Id.Should().Be("2");

    [Fact]
    public void Read_OfAForm_FindsItsFields()
    {
        using var payload = Parser
            .Parse(
                "application/x-www-form-urlencoded; charset=utf-8",
                "type=order%2Fpaid&id=7&id=8&name=a+b"u8.ToArray()
            )
            .Document!;
        payload.Form.Should().Be(PayloadForm.Form);
        Mapping(
                new MappingExpressions
                {
                    Type = "type",
                    Id = "id[1]",
                    Subject = "name",
                }
            )
            .Read(payload, _ => null)
            .Should()
            .Be(new MappedAttributes("order.paid", "8", "a b", null, null));
    }

    [Fact]
    public void Read_OfBytes_FindsOnlyHeaders()
    {
        using var payload = Parser.Parse("image/png", new byte[] { 137, 80 }).Document!;
        Mapping(new MappingExpressions { Type = "header:X-Type", Id = "id" })
            .Read(payload, name => name == "X-Type" ? "image:stored" : null)
            .Should()
            .Be(new MappedAttributes("image.stored", null, null, null, null));
    }

    [Fact]
    public void TryCreate_WithBadExpressions_TellsAllFaultsAtOnce()
    {
        EventMapping
            .TryCreate(
                new MappingExpressions
                {
                    Type = "a[",
                    Id = "header:",
                    Subject = "header:X Y",
                    Time = new string('a', 501),
                    Version = "",
                },
                out var mapping,
                out var errors
            )
            .Should()
            .BeFalse();
        mapping.Should().BeNull();
        errors
            .Keys.Should()
            .BeEquivalentTo("mapping.type", "mapping.id", "mapping.subject", "mapping.time", "mapping.version");
    }

    [Fact]
    public async Task Read_FromManyThreads_MixesNothing()
    {
        var mapping = Mapping(new MappingExpressions { Version = "missing || order.no" });
        var reads = Enumerable
            .Range(0, 64)
            .Select(n =>
                Task.Factory.StartNew(
                    () =>
                    {
                        using var payload = Parser
                            .Parse("application/json", Encoding.UTF8.GetBytes($$$"""{"order":{"no":"{{{n}}}"}}"""))
                            .Document!;
                        return Enumerable.Range(0, 50).All(_ => mapping.Read(payload, _ => null).Version == $"{n}");
                    },
                    TestContext.Current.CancellationToken,
                    TaskCreationOptions.None,
                    TaskScheduler.Default
                )
            );
        (await Task.WhenAll(reads)).Should().OnlyContain(right => right);
    }

    [Fact]
    public void Read_OfAnyValue_NeverThrowsAndAlwaysHasAValidType() =>
        Gen.String.Sample(text =>
        {
            var json = System.Text.Json.JsonSerializer.Serialize(new { text });
            var all = new MappingExpressions
            {
                Type = "text",
                Id = "text",
                Subject = "text",
                Time = "text",
                Version = "text",
            };
            EventTypes.IsValid(Read(json, all).Type).Should().BeTrue();
        });

    private static MappedAttributes Read(
        string json,
        MappingExpressions expressions,
        params (string Name, string Value)[] headers
    )
    {
        using var payload = Parser.Parse("application/json", Encoding.UTF8.GetBytes(json)).Document!;
        return Mapping(expressions).Read(payload, name => Array.Find(headers, header => header.Name == name).Value);
    }

    private static EventMapping Mapping(MappingExpressions expressions)
    {
        EventMapping.TryCreate(expressions, out var mapping, out var errors).Should().BeTrue(string.Join(", ", errors));
        return mapping!;
    }
}
