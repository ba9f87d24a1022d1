using System.Net;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary><c>Idempotency-Key</c> on writes: the same answer, never a second effect, never a secret twice.</summary>
public sealed class IdempotencyTests(HubFixture fixture)
{
    private HubApi Api => fixture.Api;

    [Fact]
    public async Task Create_Repeated_GivesTheSameAnswerWithoutTheSecret()
    {
        const string Body = """{"url":"http://127.0.0.1:1/","event_types":["never"]}""";
        var key = fixture.NewId("key");

        var first = await Api.Post("/api/v1/subscribers", Body, key);
        var again = await Api.Post("/api/v1/subscribers", Body, key);

        first.Status.Should().Be(HttpStatusCode.Created, first.Text);
        again.Status.Should().Be(HttpStatusCode.Created, again.Text);
        again.Json["id"]!.ToString().Should().Be(first.Json["id"]!.ToString());
        first.Json["secret"]!.ToString().Should().StartWith("whsec_");
        again.Json["secret"].Should().BeNull();
        again.Json["secret_set"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Create_SameKeyOtherBody_IsAConflict()
    {
        var key = fixture.NewId("key");
        await Api.Post("/api/v1/sources", """{"scheme":"none","name":"a"}""", key);

        var other = await Api.Post("/api/v1/sources", """{"scheme":"none","name":"b"}""", key);

        other.Status.Should().Be(HttpStatusCode.Conflict);
        other.Problem.Should().Be("idempotency-key-reused");
    }

    [Fact]
    public async Task Create_AfterAFault_MayBeCorrectedWithTheSameKey()
    {
        var key = fixture.NewId("key");
        (await Api.Post("/api/v1/sources", """{"scheme":"nonsense"}""", key))
            .Status.Should()
            .Be(HttpStatusCode.UnprocessableEntity);

        (await Api.Post("/api/v1/sources", """{"scheme":"none"}""", key)).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Events_Repeated_AnswersTheSameIdsAndDeliversOnce()
    {
        var source = fixture.NewId("posted");
        var box = await fixture.CreateSubscriber("\"event_types\":[\"*\"]", source);
        var body =
            $$"""{"events":[{"type":"a.b","source":"{{source}}","data":1},{"type":"a.c","source":"{{source}}","data":2}]}""";
        var key = fixture.NewId("key");

        var first = await Api.Post("/api/v1/events", body, key);
        var again = await Api.Post("/api/v1/events", body, key);

        first.Status.Should().Be(HttpStatusCode.Accepted, first.Text);
        Ids(again).Should().Equal(Ids(first));
        await box.Receives(2);
        await fixture.Settled(box.Name);
        box.Letters.Should().HaveCount(2);
    }

    [Fact]
    public async Task Events_SameId_IsADuplicate()
    {
        var source = fixture.NewId("posted");
        var body = $$"""{"type":"a.b","id":"k-1","source":"{{source}}","data":1}""";

        var first = await Api.Post("/api/v1/events", body);
        var again = await Api.Post("/api/v1/events", body);

        again.Json["event_id"]!.ToString().Should().Be(first.Json["event_id"]!.ToString());
        again.Json["duplicate"]!.GetValue<bool>().Should().BeTrue();
    }

    private static IEnumerable<string> Ids(HubAnswer answer) =>
        answer.Json["results"]!.AsArray().Select(result => result!["event_id"]!.ToString());
}
