using System.Globalization;
using System.Net;
using System.Text;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>Webhooks as GitHub, Stripe, Shopify, WooCommerce, Slack and Standard Webhooks sign them, by their published rules.</summary>
public sealed class SchemeTests(HubFixture fixture)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Body = """{"hello":"world","n":1}""";

    private HubApi Api => fixture.Api;

    private static string Seconds { get; } =
        TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static TheoryData<string, string, string> Schemes { get; } =
        new()
        {
            { "github", "s", $"X-Hub-Signature-256: sha256={Signing.Hex("s", Body)}" },
            { "shopify", "s", $"X-Shopify-Hmac-Sha256: {Signing.Base64("s", Body)}\nX-Shopify-Webhook-Id: w-1" },
            {
                "woocommerce",
                "s",
                $"X-WC-Webhook-Signature: {Signing.Base64("s", Body)}\nX-WC-Webhook-Delivery-ID: d-1"
            },
            { "stripe", "s", $"Stripe-Signature: t={Seconds},v1={Signing.Hex("s", $"{Seconds}.{Body}")}" },
            {
                "slack",
                "s",
                $"X-Slack-Signature: v0={Signing.Hex("s", $"v0:{Seconds}:{Body}")}\nX-Slack-Request-Timestamp: {Seconds}"
            },
            {
                "standard-webhooks",
                Secret,
                $"webhook-id: m-1\nwebhook-timestamp: {Seconds}\nwebhook-signature: v1,AAAA {Signing.Standard(Secret, "m-1", Seconds, Body)}"
            },
            {
                "standard-webhooks",
                Secret,
                $"svix-id: m-2\nsvix-timestamp: {Seconds}\nsvix-signature: {Signing.Standard(Secret, "m-2", Seconds, Body)}"
            },
        };

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Webhook_OfAPublishedScheme_IsTaken(string scheme, string secret, string headers)
    {
        var source = fixture.NewId("scheme");
        await Api.Create(
            "/api/v1/sources",
            $$"""{"id":"{{source}}","scheme":"{{scheme}}","secrets":["another-one-{{Secret[6..]}}","{{secret}}"]}""".Replace(
                "another-one-",
                scheme == "standard-webhooks" ? "whsec_" : "other",
                StringComparison.Ordinal
            )
        );
        var parsed = headers
            .Split('\n')
            .Select(line => line.Split(": ", 2))
            .Select(pair => (pair[0], (string?)pair[1]))
            .ToArray();

        var taken = await Api.Post($"/in/{source}", Encoding.UTF8.GetBytes(Body), "application/json", parsed);
        var changed = await Api.Post($"/in/{source}", Encoding.UTF8.GetBytes(Body + " "), "application/json", parsed);

        taken.Status.Should().Be(HttpStatusCode.Accepted, taken.Text);
        changed.Status.Should().Be(HttpStatusCode.Unauthorized, "the body is not the signed one");
    }

    [Fact]
    public async Task Webhook_OfAnUnsignedSource_IsTakenAndTheSourceWarns()
    {
        var source = fixture.NewId("open");
        var made = await Api.Create("/api/v1/sources", $$"""{"id":"{{source}}","scheme":"none"}""");

        made["warning"]!.ToString().Should().NotBeEmpty();
        (await Api.Post($"/in/{source}", "a=1&b=2"u8.ToArray(), "application/x-www-form-urlencoded"))
            .Status.Should()
            .Be(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "a=1&b=%E4%BD%A0", """{"a":"1","b":"你"}""")]
    [InlineData("application/octet-stream", "abc", """{"base64":"YWJj"}""")]
    [InlineData("application/json", "[1,2]", "[1,2]")]
    public async Task Webhook_OfAnyKindOfBody_BecomesData(string type, string body, string data)
    {
        var source = fixture.NewId("open");
        await Api.Create("/api/v1/sources", $$"""{"id":"{{source}}","scheme":"none"}""");
        var box = await fixture.CreateSubscriber("\"event_types\":[\"webhook.received\"]", source);

        await Api.Post($"/in/{source}", Encoding.UTF8.GetBytes(body), type);

        var letter = (await box.Receives(1)).Single();
        letter.Json["type"]!.ToString().Should().Be("webhook.received");
        System
            .Text.Json.Nodes.JsonNode.DeepEquals(letter.Json["data"], System.Text.Json.Nodes.JsonNode.Parse(data))
            .Should()
            .BeTrue(letter.Json.ToJsonString());
    }

    [Fact]
    public async Task Subscriber_OfCloudEvents_GetsTheirAttributes()
    {
        var source = await fixture.CreateSource();
        var box = await fixture.CreateSubscriber("\"event_types\":[\"*\"],\"format\":\"cloudevents\"", source);

        var sent = await Api.SendWebhook(
            source,
            """{"type":"order.created","subject":"order/PO-1","time":"2026-11-24T08:00:00Z","id":"c-1"}"""
        );

        var json = (await box.Receives(1)).Single().Json;
        json["specversion"]!.ToString().Should().Be("1.0");
        json["id"]!.ToString().Should().Be(sent.Json["event_id"]!.ToString());
        json["type"]!.ToString().Should().Be("order.created");
        json["subject"]!.ToString().Should().Be("order/PO-1");
        json["source"]!.ToString().Should().Contain(source);
        json["data"]!["id"]!.ToString().Should().Be("c-1");
    }
}
