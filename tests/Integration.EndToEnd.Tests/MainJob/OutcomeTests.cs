using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;

namespace Integration.MainJob;

/// <summary>What becomes of a delivery when the partner does not simply say yes.</summary>
public sealed class OutcomeTests(HubFixture fixture)
{
    private const string Fast =
        "\"event_types\":[\"*\"],\"timeout\":\"500ms\",\"retry\":{\"schedule\":[\"100ms\",\"100ms\"]}";

    private HubApi Api => fixture.Api;

    [Fact]
    public async Task Partner_FailsThenAnswers_IsDeliveredWithEachAttemptKept()
    {
        var (box, delivery) = await Deliver(Fast, box => box.Answering(500, 503, 200));

        delivery["status"]!.GetValue<string>().Should().Be("delivered");
        delivery["attempts"]!.GetValue<int>().Should().Be(3);
        box.Letters.Select(letter => letter.Id).Distinct().Should().ContainSingle();
        box.Letters.Should().AllSatisfy(letter => letter.IsSignedWith(HubScenery.SubscriberSecret).Should().BeTrue());
        var attempts = await Attempts(delivery);
        attempts.Select(a => a!["http_status"]!.GetValue<int>()).Should().BeEquivalentTo([500, 503, 200]);
    }

    [Fact]
    public async Task Partner_AlwaysFails_FailsWhenTheScheduleIsUsedUp()
    {
        var (box, delivery) = await Deliver(Fast, box => box.Answering(500));

        delivery["status"]!.GetValue<string>().Should().Be("failed");
        delivery["attempts"]!.GetValue<int>().Should().Be(3);
        delivery["last_error"]!["kind"]!.GetValue<string>().Should().Be("http_status");
        delivery["last_error"]!["http_status"]!.GetValue<int>().Should().Be(500);
        box.Letters.Should().HaveCount(3);
    }

    [Fact]
    public async Task Partner_Fails_IsLoggedWithTheTraceOfTheRequestThatBroughtTheEvent()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var source = fixture.NewId("traced");
        await Api.Create("/api/v1/sources", $$"""{"id":"{{source}}","scheme":"none"}""");
        var box = (await fixture.CreateSubscriber(Fast, source)).Answering(500, 200);

        await Api.Post(
            $"/in/{source}",
            "{}"u8.ToArray(),
            "application/json",
            ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01")
        );

        (await box.Receives(2)).Should().AllSatisfy(letter => letter.Headers["traceparent"].Should().Contain(Trace));
        await Eventually.Holds(
            () =>
                fixture
                    .Hub.Log.Split('\n')
                    .Any(line => line.Contains(Trace) && line.Contains("failed: HttpStatus 500")),
            "the failed attempt to be logged"
        );
    }

    [Fact]
    public async Task Partner_Answers410_FailsAtOnce()
    {
        var (box, delivery) = await Deliver(Fast, box => box.Answering(410));

        delivery["status"]!.GetValue<string>().Should().Be("failed");
        box.Letters.Should().ContainSingle();
    }

    [Fact]
    public async Task Partner_Redirects_IsNotFollowed()
    {
        var (box, delivery) = await Deliver(
            Fast,
            box =>
                box.Answer = (http, _) =>
                {
                    http.Response.Redirect(fixture.Partner.At("elsewhere").Url);
                    return Task.CompletedTask;
                }
        );

        delivery["status"]!.GetValue<string>().Should().Be("failed");
        delivery["last_error"]!["kind"]!.GetValue<string>().Should().Be("redirect");
        fixture.Partner.At("elsewhere").Letters.Should().BeEmpty();
        box.Letters.Should().HaveCount(3);
    }

    [Fact]
    public async Task Partner_Hangs_TimesOut()
    {
        var (_, delivery) = await Deliver(
            "\"event_types\":[\"*\"],\"timeout\":\"200ms\",\"retry\":{\"max_retries\":0}",
            box => box.Hanging()
        );

        delivery["status"]!.GetValue<string>().Should().Be("failed");
        delivery["last_error"]!["kind"]!.GetValue<string>().Should().Be("timeout");
    }

    [Fact]
    public async Task Partner_IsNotThere_FailsToConnect()
    {
        var source = await fixture.CreateSource();
        var id = fixture.NewId("gone");
        await Api.Create(
            "/api/v1/subscribers",
            $$"""{"id":"{{id}}","url":"http://127.0.0.1:1/","event_types":["*"],"sources":["{{source}}"],"retry":{"max_retries":0} }"""
        );

        await Api.SendWebhook(source, """{"type":"order.created"}""");

        (await Finished(id))["last_error"]!["kind"]!.GetValue<string>().Should().Be("connect");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[fe80::1]/")]
    public async Task Partner_IsAnAddressOfCloudMetadata_IsBlocked(string url)
    {
        var source = await fixture.CreateSource();
        var id = fixture.NewId("metadata");
        await Api.Create(
            "/api/v1/subscribers",
            $$"""{"id":"{{id}}","url":"{{url}}","event_types":["*"],"sources":["{{source}}"],"retry":{"max_retries":0} }"""
        );

        await Api.SendWebhook(source, """{"type":"order.created"}""");

        (await Finished(id))["last_error"]!["kind"]!.GetValue<string>().Should().Be("blocked");
    }

    [Fact]
    public async Task Answer_IsKeptToItsStart()
    {
        var (_, delivery) = await Deliver(
            Fast,
            box => box.Answer = (http, _) => http.Response.Body.WriteAsync(new byte[200_000]).AsTask()
        );

        delivery["status"]!.GetValue<string>().Should().Be("delivered");
        var attempt = (await Attempts(delivery)).Single()!;
        attempt["duration_ms"]!.GetValue<int>().Should().BeGreaterThanOrEqualTo(0);
        attempt["response_start"]!.GetValue<string>().Length.Should().BeLessThanOrEqualTo(16 * 1024);
    }

    [Fact]
    public async Task Event_OlderThanTheFreshnessLimit_ExpiresWithoutAnAttempt()
    {
        var old = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToString("O", CultureInfo.InvariantCulture);

        var (box, delivery) = await Deliver(
            Fast + ",\"freshness\":\"5m\"",
            body: $$"""{"type":"a.b","time":"{{old}}"}"""
        );

        delivery["status"]!.GetValue<string>().Should().Be("expired");
        delivery["attempts"]!.GetValue<int>().Should().Be(0);
        delivery["last_error"]!["message"]!.GetValue<string>().Should().Contain("5m");
        box.Letters.Should().BeEmpty();
    }

    [Fact]
    public async Task Subscriber_Disabled_StopsPendingRetriesAtOnce()
    {
        var (source, box) = await Waiting();

        var changed = await Api.Patch($"/api/v1/subscribers/{box.Name}", """{"enabled":false}""");

        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        var delivery = (await Api.Read($"/api/v1/deliveries?subscriber={box.Name}"))["data"]![0]!;
        delivery["status"]!.GetValue<string>().Should().Be("cancelled", "reads say so from the moment of the change");
        await Api.SendWebhook(source, """{"type":"order.created"}""");
        await Eventually.Holds(
            async () => (await Api.Read($"/api/v1/subscribers/{box.Name}/stats"))["cancelled"]!.GetValue<long>() == 1,
            "the cancelled delivery to be counted"
        );
        box.Letters.Should().ContainSingle();
    }

    [Fact]
    public async Task Subscriber_DeletedAndMadeAgain_HearsNothingOfBefore()
    {
        var (source, box) = await Waiting();

        (await Api.Delete($"/api/v1/subscribers/{box.Name}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await Api.Get($"/api/v1/subscribers/{box.Name}")).Status.Should().Be(HttpStatusCode.NotFound);
        box.Answering(200);
        await Api.CreateSubscriber(box, Fast, source);
        var second = await Api.SendWebhook(source, """{"type":"order.updated"}""");

        var letters = await box.Receives(2);
        letters[^1].Id.Should().Be(second.Json["event_id"]!.GetValue<string>());
        await fixture.Settled(box.Name);
        box.Letters.Should().HaveCount(2);
    }

    // A delivery that failed once and waits an hour for its retry.
    private async Task<(string Source, Mailbox Box)> Waiting()
    {
        var source = await fixture.CreateSource();
        var box = await fixture.CreateSubscriber("\"event_types\":[\"*\"],\"retry\":{\"schedule\":[\"1h\"]}", source);
        box.Answering(500);
        await Api.SendWebhook(source, """{"type":"order.created"}""");
        await Eventually.Holds(
            async () =>
                (await Api.Read($"/api/v1/deliveries?subscriber={box.Name}"))["data"]![0]!["attempts"]!.GetValue<int>()
                == 1,
            "the first attempt to be recorded"
        );
        return (source, box);
    }

    private async Task<(Mailbox Box, JsonNode Delivery)> Deliver(
        string fields,
        Action<Mailbox>? answer = null,
        string body = """{"type":"order.created"}"""
    )
    {
        var source = await fixture.CreateSource();
        var box = await fixture.CreateSubscriber(fields, source);
        answer?.Invoke(box);
        var sent = await Api.SendWebhook(source, body);
        sent.Status.Should().Be(HttpStatusCode.Accepted, sent.Text);
        return (box, await Finished(box.Name));
    }

    private async Task<JsonNode> Finished(string subscriber)
    {
        await fixture.Settled(subscriber);
        return (await Api.Read($"/api/v1/deliveries?subscriber={subscriber}"))["data"]!.AsArray().Single()!;
    }

    private async Task<JsonArray> Attempts(JsonNode delivery) =>
        (await Api.Read($"/api/v1/deliveries/{delivery["id"]}/attempts"))["data"]!.AsArray();
}
