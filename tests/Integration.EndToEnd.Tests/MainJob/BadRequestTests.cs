using System.Net;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>What a caller of the API may get wrong: every fault at once, and only the bad item of a batch is refused.</summary>
public sealed class BadRequestTests(HubFixture fixture)
{
    private HubApi Api => fixture.Api;

    [Theory]
    [InlineData("""{"event_types":["*"],"url":"ftp://x/"}""", "url")]
    [InlineData("""{"event_types":["*"],"url":"/relative"}""", "url")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","timeout":"0s"}""", "timeout")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","timeout":"5"}""", "timeout")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","concurrency":0}""", "concurrency")]
    [InlineData("""{"event_types":[],"url":"http://a/"}""", "event_types")]
    [InlineData("""{"event_types":["Order.*"],"url":"http://a/"}""", "event_types[0]")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","retry":{"schedule":["x"]}}""", "retry")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","secret":"short"}""", "secret")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","headers":{"Host":"x"}}""", "headers.Host")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","format":"xml"}""", "format")]
    public async Task Subscriber_NotValid_NamesTheField(string json, string field)
    {
        var answer = await Api.Post("/api/v1/subscribers", json);

        Refusals.Expect(answer, HttpStatusCode.UnprocessableEntity, "validation");
        answer.Json["errors"]![field].Should().NotBeNull(answer.Text);
    }

    [Fact]
    public async Task Subscriber_SeveralFaults_AreToldAtOnce()
    {
        var answer = await Api.Post("/api/v1/subscribers", """{"url":"x","event_types":[],"concurrency":999}""");

        answer.Json["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .Should()
            .Contain(["url", "event_types", "concurrency"]);
    }

    [Fact]
    public async Task Request_UnknownField_NamesTheNearest()
    {
        var answer = await Api.Post("/api/v1/subscribers", """{"url":"http://a/","event_type":["*"]}""");

        answer.Problem.Should().Be("unknown-field");
        answer.Text.Should().Contain("event_types");
    }

    [Theory]
    [InlineData("/api/v1/events?since=yesterday", "bad-filter")]
    [InlineData("/api/v1/events?nonsense=1", "unknown-parameter")]
    [InlineData("/api/v1/deliveries?status=broken", "bad-filter")]
    [InlineData("/api/v1/events?limit=0", "bad-filter")]
    [InlineData("/api/v1/events?limit=201", "bad-filter")]
    [InlineData("/api/v1/events?cursor=rubbish", "bad-cursor")]
    [InlineData("/api/v1/stats?range=forever", "bad-filter")]
    public async Task List_BadQuery_IsRefused(string path, string problem) =>
        Refusals.Expect(await Api.Get(path), HttpStatusCode.BadRequest, problem);

    [Fact]
    public async Task Events_OneBadItemInABatch_OnlyItIsRefused()
    {
        var source = fixture.NewId("batch");
        var items = Enumerable
            .Range(0, 500)
            .Select(n =>
                n == 250
                    ? """{"type":"Not A Type","data":{}}"""
                    : $$"""{"type":"a.b","id":"{{n}}","source":"{{source}}","data":{} }"""
            );

        var answer = await Api.Post("/api/v1/events", $$"""{"events":[{{string.Join(',', items)}}]}""");

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        var results = answer.Json["results"]!.AsArray();
        results.Should().HaveCount(500);
        results[250]!["error"]!["type"]!.ToString().Should().Be("/problems/validation");
        results.Count(result => result!["event_id"] is not null).Should().Be(499);
    }

    [Theory]
    [InlineData("collections")]
    [InlineData("alerts")]
    [InlineData("integration-test")]
    [InlineData("wallets")]
    public async Task Source_UnderTheNameOfTheHubsOwnEvents_IsRefused(string id)
    {
        var answer = await Api.Post("/api/v1/sources", $$"""{"id":"{{id}}","scheme":"none"}""");

        Refusals.Expect(answer, HttpStatusCode.Conflict, "already-exists");
        answer.Text.Should().Contain("is reserved");
        (await Api.Get($"/api/v1/sources/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Event_UnderTheNameOfTheHubsOwnEvents_IsRefused()
    {
        var answer = await Api.Post(
            "/api/v1/events",
            """{"type":"product.created","id":"product/taobao/1@1","source":"collections","data":{} }"""
        );

        Refusals.Expect(answer, HttpStatusCode.UnprocessableEntity, "validation");
        answer.Json["errors"]!["source"]![0]!.ToString().Should().Contain("the hub makes itself");
    }

    [Fact]
    public async Task Events_TooManyInABatch_AreRefused()
    {
        var items = Enumerable.Repeat("""{"type":"a.b","data":{}}""", 501);

        Refusals.Expect(
            await Api.Post("/api/v1/events", $$"""{"events":[{{string.Join(',', items)}}]}"""),
            HttpStatusCode.UnprocessableEntity,
            "validation"
        );
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    public async Task Events_NotSentAsJson_AreRefused(string? type, HttpStatusCode status) =>
        (await Api.Post("/api/v1/events", "{}"u8.ToArray(), type)).Status.Should().Be(status);

    [Fact]
    public async Task Problem_IsDocumentedWhereItsTypePoints()
    {
        var answer = await Api.Get("/api/v1/events?cursor=rubbish");

        (await Api.Get(answer.Json["type"]!.ToString())).Status.Should().Be(HttpStatusCode.OK);
        answer.Json["trace_id"]!.ToString().Should().HaveLength(32);
    }
}
