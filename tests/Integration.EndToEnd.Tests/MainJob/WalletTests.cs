using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>W4: rows of recognised wallet codes in, the old sender's body out.</summary>
public sealed class WalletTests(HubFixture fixture)
{
    private HubApi Api => fixture.Api;

    [Fact]
    public async Task Row_IsPushedInTheOldForm()
    {
        var box = await Subscriber();
        var id = fixture.NewId("row");
        var row = Row(id, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

        var answer = await Api.Post("/api/v1/wallets", row);

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        await Eventually.Holds(() => box.Letters.Any(letter => IdOf(letter.Json) == id), "the row to arrive");
        var letter = box.Letters.First(letter => IdOf(letter.Json) == id);
        letter.Headers["User-Agent"].Should().Contain("/");
        var json = letter.Json;
        json.AsObject()
            .Select(field => field.Key)
            .Should()
            .Equal("event_type", "timestamp", "version", "source", "data", "metadata");
        json["event_type"]!.ToString().Should().Be("ocr_wallet_data");
        json["timestamp"]!.GetValue<long>().Should().BeGreaterThan(1_700_000_000);
        json["version"]!.ToString().Should().Be("1.0");
        json["source"]!.ToString().Should().Be("ocr_wallet_service");
        JsonNode.DeepEquals(json["data"], JsonNode.Parse(row)).Should().BeTrue();
        json["metadata"]!["data_age_seconds"]!.GetValue<double>().Should().BeInRange(0, 60);
        json["metadata"]!["push_source"]!.ToString().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Row_OlderThanFiveMinutes_ExpiresUnlessTheSubscriberSaysOtherwise()
    {
        var standard = await Subscriber();
        var patient = await Subscriber(",\"freshness\":\"1h\"");
        var off = await Subscriber(",\"freshness\":\"off\"");
        var id = fixture.NewId("old");

        await Api.Post("/api/v1/wallets", Row(id, TimeProvider.System.GetUtcNow().AddMinutes(-6).ToUnixTimeSeconds()));

        await Eventually.Holds(() => patient.Letters.Any(letter => IdOf(letter.Json) == id), "the patient one to hear");
        await Eventually.Holds(
            () => off.Letters.Any(letter => IdOf(letter.Json) == id),
            "the one without limit to hear"
        );
        await fixture.Settled(standard.Name);
        standard.Letters.Should().NotContain(letter => IdOf(letter.Json) == id);
    }

    [Fact]
    public async Task Row_WithTheSameId_IsADuplicateAndTheSameMessageWithAnotherIdIsNot()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var id = fixture.NewId("row");
        await Api.Post("/api/v1/wallets", Row(id, now));

        (await Api.Post("/api/v1/wallets", Row(id, now))).Json["duplicate"]!.GetValue<bool>().Should().BeTrue();
        (await Api.Post("/api/v1/wallets", Row(fixture.NewId("row"), now))).Json["duplicate"]!
            .GetValue<bool>()
            .Should()
            .BeFalse();
    }

    [Theory]
    [InlineData("""{"wallet_code":"c","create_time":1}""", "id")]
    [InlineData("""{"id":"1","create_time":1}""", "wallet_code")]
    [InlineData("""{"id":"1","wallet_code":"c"}""", "create_time")]
    [InlineData("""{"id":"1","wallet_code":"c","create_time":"soon"}""", "create_time")]
    public async Task Row_WithoutWhatItNeeds_NamesTheField(string row, string field)
    {
        var answer = await Api.Post("/api/v1/wallets", row);

        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Json["errors"]![field].Should().NotBeNull(answer.Text);
    }

    [Fact]
    public async Task Rows_InABatch_EachForItself()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var batch =
            "{\"rows\":[" + Row(fixture.NewId("row"), now) + ",{\"id\":\"x\"}," + Row(fixture.NewId("row"), now) + "]}";

        var answer = await Api.Post("/api/v1/wallets", batch);

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        var results = answer.Json["results"]!.AsArray();
        results[1]!["error"].Should().NotBeNull();
        results.Count(result => result!["event_id"] is not null).Should().Be(2);
    }

    private static string? IdOf(JsonNode json) => json["data"]?["id"]?.ToString();

    private static string Row(string id, long created) =>
        $$"""
            {"id":"{{id}}","source_ip":"10.0.0.7","msg_id":"m-1","group_id":"g-1","wallet_code":"WX-88","serial_no":3,
             "wx_id":"wx_1","wx_nick_name":"阿明","pic_url":"http://pics.example/1.png","create_time":{{created}} }
            """;

    private Task<Partners.Mailbox> Subscriber(string fields = "") =>
        fixture.CreateSubscriber("\"event_types\":[\"ocr_wallet_data\"],\"format\":\"wallet\"" + fields);
}
