using System.Net;
using System.Security.Cryptography;
using Integration.Hubs;
using Integration.Partners;

namespace Integration.MainJob;

/// <summary>The way of an event from the socket to the partner, through everything that a user would run.</summary>
public sealed class MainJobTests(HubFixture fixture)
{
    private const string Secret = HubScenery.SubscriberSecret;

    private HubApi Api => fixture.Api;

    [Fact]
    public async Task Webhook_SignedAsTheSourceSays_ReachesThePartnerSigned()
    {
        var (source, box) = await SourceAndSubscriber("order.*");

        var answer = await Send(source, """{"id":"e-1","type":"order.created","order":{"no":"PO-1"}}""");

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        answer.Json["duplicate"]!.GetValue<bool>().Should().BeFalse();
        var letter = (await box.Receives(1)).Single();
        letter.Id.Should().Be(answer.Json["event_id"]!.GetValue<string>());
        letter.IsSignedWith(Secret).Should().BeTrue();
        letter.Timestamp.Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        letter.Headers["Content-Type"].Should().StartWith("application/json");
        letter.Json["type"]!.GetValue<string>().Should().Be("order.created");
        letter.Json["data"]!["order"]!["no"]!.GetValue<string>().Should().Be("PO-1");
    }

    [Fact]
    public async Task Webhook_Repeated_AnswersTheFirstIdAndIsPushedOnce()
    {
        var (source, box) = await SourceAndSubscriber("*");
        const string Body = """{"id":"e-1","type":"order.created"}""";

        var first = await Send(source, Body);
        var again = await Send(source, Body);
        await Send(source, """{"id":"e-2","type":"order.created"}""");

        again.Json["event_id"]!.GetValue<string>().Should().Be(first.Json["event_id"]!.GetValue<string>());
        again.Json["duplicate"]!.GetValue<bool>().Should().BeTrue();
        var letters = await box.Receives(2);
        letters.Select(letter => letter.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Webhook_ManyAtOnce_EachOnceWithItsOwnBody()
    {
        var (source, box) = await SourceAndSubscriber("*");
        var bodies = Enumerable.Range(0, 300).Select(n => $$"""{"id":"m-{{n}}","type":"order.updated","n":{{n}} }""");

        var answers = await Task.WhenAll(bodies.Select(body => Send(source, body)));

        answers.Should().AllSatisfy(answer => answer.Status.Should().Be(HttpStatusCode.Accepted));
        var letters = await box.Receives(300);
        letters
            .Select(letter => letter.Json["data"]!["n"]!.GetValue<int>())
            .Order()
            .Should()
            .Equal(Enumerable.Range(0, 300));
        letters
            .Select(letter => letter.Id)
            .Order()
            .Should()
            .Equal(answers.Select(answer => answer.Json["event_id"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task Webhook_RawBody_IsKeptByteForByte()
    {
        var (source, _) = await SourceAndSubscriber("none.*");
        const string Body = "{ \"id\" : \"raw-1\",\r\n \"type\":\"order.created\", \"n\": 1.50, \"包\":\"😀\" }";

        var id = (await Send(source, Body)).Json["event_id"]!.GetValue<string>();

        (await Api.Get($"/api/v1/events/{id}/payload")).Text.Should().Be(Body);
    }

    [Fact]
    public async Task Routing_WildcardsAndSources_DecideWhoHears()
    {
        var source = await fixture.CreateSource();
        var orders = await fixture.CreateSubscriber("\"event_types\":[\"order.*\"]", sources: source);
        var created = await fixture.CreateSubscriber("\"event_types\":[\"order.created\"]", sources: source);
        var all = await fixture.CreateSubscriber("\"event_types\":[\"*\"]", sources: source);
        var elsewhere = await fixture.CreateSubscriber("\"event_types\":[\"*\"]", sources: "another-source");

        await Send(source, """{"type":"order.created"}""");
        await Send(source, """{"type":"order.updated"}""");
        await Send(source, """{"type":"stock.low"}""");

        Types(await all.Receives(3)).Should().Equal("order.created", "order.updated", "stock.low");
        Types(await orders.Receives(2)).Should().Equal("order.created", "order.updated");
        Types(await created.Receives(1)).Should().Equal("order.created");
        elsewhere.Letters.Should().BeEmpty();
    }

    [Fact]
    public async Task Subscriber_Created_HearsOfEveryLaterEvent()
    {
        // Decision 4: what the API answered holds for the very next event.
        var source = await fixture.CreateSource();
        for (var round = 0; round < 10; round++)
        {
            var box = await fixture.CreateSubscriber("\"event_types\":[\"*\"]", sources: source);
            await Send(source, """{"type":"order.created"}""");
            await box.Receives(1);
        }
    }

    [Fact]
    public async Task Subscriber_HeadersOfItsOwn_ArriveAndAreMaskedInAnswers()
    {
        var source = await fixture.CreateSource();
        var box = await fixture.CreateSubscriber(
            "\"event_types\":[\"*\"],\"headers\":{\"X-Token\":\"t0p-s3cret\"}",
            sources: source
        );

        await Send(source, """{"type":"order.created"}""");

        (await box.Receives(1)).Single().Headers["X-Token"].Should().Be("t0p-s3cret");
        (await Api.Get("/api/v1/subscribers?limit=200")).Text.Should().NotContain("t0p-s3cret");
        (await Api.Get("/api/v1/audit?limit=200")).Text.Should().NotContain("t0p-s3cret").And.NotContain(Secret);
        fixture.Hub.Log.Should().NotContain("t0p-s3cret").And.NotContain(Secret);
    }

    [Fact]
    public async Task Secret_Rotated_SignsWithBothForAWhile()
    {
        var source = await fixture.CreateSource();
        var box = await fixture.CreateSubscriber("\"event_types\":[\"*\"]", sources: source);
        var next = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

        var changed = await Api.Patch($"/api/v1/subscribers/{box.Name}", $$"""{"secret":"{{next}}"}""");
        await Send(source, """{"type":"order.created"}""");

        changed.Text.Should().NotContain(next);
        var letter = (await box.Receives(1)).Single();
        letter.IsSignedWith(next).Should().BeTrue();
        letter.IsSignedWith(Secret).Should().BeTrue();
    }

    [Fact]
    public async Task TestEvent_GoesToItsSubscriberAlone()
    {
        var box = await fixture.CreateSubscriber("\"event_types\":[\"never.*\"]");
        var other = await fixture.CreateSubscriber("\"event_types\":[\"order.*\"]", sources: "another-source");

        var answer = await Api.Post($"/api/v1/subscribers/{box.Name}/test", """{"type":"order.created"}""");

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        (await box.Receives(1)).Single().Id.Should().Be(answer.Json["event_id"]!.GetValue<string>());
        other.Letters.Should().BeEmpty();
    }

    private static IEnumerable<string> Types(IEnumerable<Letter> letters) =>
        letters.Select(letter => letter.Json["type"]!.GetValue<string>()).Order(StringComparer.Ordinal);

    private async Task<(string Source, Mailbox Box)> SourceAndSubscriber(string types)
    {
        var source = await fixture.CreateSource();
        return (source, await fixture.CreateSubscriber($"\"event_types\":[\"{types}\"],\"concurrency\":8", source));
    }

    private Task<HubAnswer> Send(string source, string body) => Api.SendWebhook(source, body);
}
