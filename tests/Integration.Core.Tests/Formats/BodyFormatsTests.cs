using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Integration.Formats;

public sealed class BodyFormatsTests
{
    private static readonly DateTimeOffset Received = new(2026, 11, 24, 12, 0, 0, 250, TimeSpan.Zero);
    private static readonly BodyFormats Formats = new(new WalletFormatOptions());

    private static readonly OutgoingEvent Order = new()
    {
        Id = Guid.Parse("019abcde-0000-7000-8000-000000000001"),
        Source = "erp",
        Type = "order.created",
        Subject = "order/PO-1",
        Time = Received.AddSeconds(-10),
        Received = Received,
        Payload = """{ "order" : "PO-1", "note":"订单 <b>&' 😀", "n":1.10 }"""u8.ToArray(),
        Shape = PayloadShape.Json,
    };

    [Fact]
    public void Standard_OfAnOrder_IsTypeTimestampAndTheDataAsItCame() =>
        Write("standard", Order)
            .Should()
            .Be(
                """{"type":"order.created","timestamp":"2026-11-24T11:59:50.250Z","data":"""
                    + """{ "order" : "PO-1", "note":"订单 <b>&' 😀", "n":1.10 }}"""
            );

    [Fact]
    public void CloudEvents_OfAnOrder_IsACloudEventInStructuredMode()
    {
        Formats.Find("cloudevents")!.ContentType.Should().StartWith("application/cloudevents+json");
        Write("cloudevents", Order)
            .Should()
            .Be(
                """
                {"specversion":"1.0","id":"019abcde-0000-7000-8000-000000000001","source":"erp","type":"order.created",
                """.Trim()
                    + """
                    "subject":"order/PO-1","time":"2026-11-24T11:59:50.250Z","datacontenttype":"application/json","data":
                    """.Trim()
                    + """{ "order" : "PO-1", "note":"订单 <b>&' 😀", "n":1.10 }}"""
            );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void CloudEvents_WithoutSubjectAndTime_LeavesTheSubjectOutAndTakesTheArrival(string? subject)
    {
        using var json = JsonDocument.Parse(Write("cloudevents", Order with { Subject = subject, Time = null }));
        json.RootElement.TryGetProperty("subject", out _).Should().BeFalse("an empty attribute is not valid");
        json.RootElement.GetProperty("time").GetString().Should().Be("2026-11-24T12:00:00.250Z");
    }

    // The body of the old sender, field by field (W4).
    [Fact]
    public void Wallet_OfARow_IsTheOldSendersBody()
    {
        var row = Order with
        {
            Type = "ocr_wallet_data",
            Source = "wallets",
            Payload = """{"id":42,"wallet_code":"ABC","create_time":1795521600}"""u8.ToArray(),
            Time = Received.AddDays(-1),
            FreshFrom = Received.AddSeconds(-15.5),
        };
        Write("wallet", row)
            .Should()
            .Be(
                """{"event_type":"ocr_wallet_data","timestamp":1795521600,"version":"1.0","source":"ocr_wallet_service","""
                    + """ "data":{"id":42,"wallet_code":"ABC","create_time":1795521600},""".TrimStart()
                    + """ "metadata":{"data_age_seconds":15.5,"push_source":"integration-orleans"}}""".TrimStart()
            );
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-5, "0")]
    [InlineData(0.04, "0")]
    [InlineData(0.06, "0.1")]
    [InlineData(86_400, "86400")]
    public void Wallet_OfAnAge_WritesItToATenth(double age, string written) =>
        Write("wallet", Order with { FreshFrom = Received.AddSeconds(-age) })
            .Should()
            .Contain($"\"data_age_seconds\":{written},");

    [Fact]
    public void Wallet_WithOtherNames_CarriesThem()
    {
        var options = new WalletFormatOptions
        {
            PushSource = "wx-msg-chat",
            Source = "s",
            Version = "2",
        };
        Write(new BodyFormats(options).Find("wallet")!, Order)
            .Should()
            .Contain("\"push_source\":\"wx-msg-chat\"")
            .And.Contain("\"version\":\"2\",\"source\":\"s\"");
    }

    [Theory]
    [InlineData(PayloadShape.Form, "a=1&b=%78&a=2", """{"a":["1","2"],"b":"x"}""")]
    [InlineData(PayloadShape.Form, "", "{}")]
    [InlineData(PayloadShape.Binary, "\u0001\u0002", """{"base64":"AQI="}""")]
    [InlineData(PayloadShape.Binary, "", """{"base64":""}""")]
    [InlineData(PayloadShape.Json, "null", "null")]
    public void Data_OfAShape_IsTheSameInBodiesAndInTheApi(PayloadShape shape, string payload, string data)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        PayloadData.Read(bytes, shape).GetRawText().Should().Be(JsonDocument.Parse(data).RootElement.GetRawText());
        Write("standard", Order with { Payload = bytes, Shape = shape }).Should().EndWith($"\"data\":{data}}}");
    }

    // Valid JSON, though no text: it is taken at the door, so it must go out and be shown as well.
    [Fact]
    public void Data_WithHalfASurrogatePair_GoesOutAndIsShownAsItCame()
    {
        const string json = """{"a":"\ud800","\udc00":[1]}""";
        var bytes = Encoding.UTF8.GetBytes(json);
        Write("standard", Order with { Payload = bytes }).Should().EndWith($"\"data\":{json}}}");
        Encoding
            .UTF8.GetString(PayloadData.AddTo("""{"id":1}"""u8, bytes, PayloadShape.Json))
            .Should()
            .Be($$"""{"id":1,"data":{{json}}}""");
    }

    [Fact]
    public void Formats_OfAnyEvent_WriteJsonThatIsNeverEmpty()
    {
        var shapes = Gen.OneOf(
            Gen.Byte.Array[0, 200].Select(bytes => (PayloadShape.Binary, bytes)),
            Gen.Byte.Array[0, 200].Select(bytes => (PayloadShape.Form, bytes)),
            Gen.String.Select(text => (PayloadShape.Json, JsonSerializer.SerializeToUtf8Bytes(text)))
        );
        Gen.Select(shapes, Gen.String, Gen.Int[0, 2].Select(Formats.Names.ElementAt))
            .Sample(
                (payload, subject, format) =>
                {
                    var (shape, bytes) = payload;
                    var body = Write(format, Order with { Shape = shape, Payload = bytes, Subject = subject });
                    using var json = JsonDocument.Parse(body);
                    json.RootElement.ValueKind.Should().Be(JsonValueKind.Object);
                    json.RootElement.GetProperty("data").ValueKind.Should().NotBe(JsonValueKind.Undefined);
                }
            );
    }

    [Fact]
    public void Find_OfAName_KnowsThreeAndNoOther()
    {
        Formats.Names.Should().BeEquivalentTo("standard", "cloudevents", "wallet");
        Formats.Find("Standard").Should().BeNull();
        Formats.Find("").Should().BeNull();
    }

    private static string Write(string format, OutgoingEvent outgoing) => Write(Formats.Find(format)!, outgoing);

    private static string Write(IBodyFormat format, OutgoingEvent outgoing)
    {
        var output = new ArrayBufferWriter<byte>();
        format.Write(outgoing, Received, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
