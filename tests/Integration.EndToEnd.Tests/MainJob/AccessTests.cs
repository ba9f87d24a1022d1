using System.Net;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>Who may do what (H8), what is written down, what is never shown.</summary>
public sealed class AccessTests(HubFixture fixture)
{
    private const string NewSubscriber = """{"url":"http://127.0.0.1:1/","event_types":["never"]}""";
    private const string Event = """{"type":"access.tested","data":{}}""";

    private HubApi Api => fixture.Api;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("ik_aaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task Request_WithoutAValidKey_IsRefused(string? key)
    {
        using var api = new HubApi(fixture.Hub.Url, key);

        var answer = await api.Get("/api/v1/events");

        answer.Status.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().Should().Contain("Bearer");
        answer.Problem.Should().Be("unauthorized");
    }

    [Fact]
    public async Task Request_WithTheIdOfAKeyAndAnotherSecret_IsRefused()
    {
        var id = fixture.Hub.AdministratorKey[..12];
        using var api = new HubApi(fixture.Hub.Url, id + new string('x', fixture.Hub.AdministratorKey.Length - 12));

        (await api.Get("/api/v1/events")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("administrator", HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted, HttpStatusCode.OK)]
    [InlineData(
        "operator",
        HttpStatusCode.OK,
        HttpStatusCode.Forbidden,
        HttpStatusCode.Accepted,
        HttpStatusCode.Forbidden
    )]
    [InlineData(
        "viewer",
        HttpStatusCode.OK,
        HttpStatusCode.Forbidden,
        HttpStatusCode.Forbidden,
        HttpStatusCode.Forbidden
    )]
    [InlineData(
        "sender",
        HttpStatusCode.Forbidden,
        HttpStatusCode.Forbidden,
        HttpStatusCode.Accepted,
        HttpStatusCode.Forbidden
    )]
    public async Task Role_DecidesWhatAKeyMayDo(
        string role,
        HttpStatusCode read,
        HttpStatusCode configure,
        HttpStatusCode send,
        HttpStatusCode keys
    )
    {
        using var api = await KeyOf(role);

        (await api.Get("/api/v1/events")).Status.Should().Be(read);
        (await api.Post("/api/v1/subscribers", NewSubscriber)).Status.Should().Be(configure);
        (await api.Post("/api/v1/events", Event)).Status.Should().Be(send);
        (await api.Get("/api/v1/api-keys")).Status.Should().Be(keys);
    }

    [Fact]
    public async Task Sender_BoundToSources_MaySendAsNoOther()
    {
        using var api = await KeyOf("sender", ",\"sources\":[\"mine\"]");

        (await api.Post("/api/v1/events", """{"type":"a.b","source":"mine","data":{} }"""))
            .Status.Should()
            .Be(HttpStatusCode.Accepted);
        var other = await api.Post("/api/v1/events", """{"type":"a.b","source":"yours","data":{} }""");
        other.Status.Should().Be(HttpStatusCode.Forbidden);
        other.Problem.Should().Be("forbidden");
        (await api.Post("/api/v1/wallets", """{"id":1,"wallet_code":"x","create_time":1}"""))
            .Status.Should()
            .Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Key_IsShownOnceAndRefusedAfterItWasRevoked()
    {
        var made = await Api.Create("/api/v1/api-keys", $$"""{"name":"{{fixture.NewId("key")}}","role":"viewer"}""");
        var key = made["key"]!.ToString();
        using var api = new HubApi(fixture.Hub.Url, key);
        (await api.Get("/api/v1/events")).Status.Should().Be(HttpStatusCode.OK);
        (await Api.Get("/api/v1/api-keys?limit=200"))
            .Text.Should()
            .NotContain(key[12..])
            .And.Contain(made["id"]!.ToString());

        (await Api.Delete($"/api/v1/api-keys/{made["id"]}")).Status.Should().Be(HttpStatusCode.NoContent);

        await Eventually.Holds(
            async () => (await api.Get("/api/v1/events")).Status == HttpStatusCode.Unauthorized,
            "the revoked key to be refused"
        );
    }

    [Fact]
    public async Task Change_IsAuditedWithWhoWhatBeforeAndAfter()
    {
        var id = fixture.NewId("audited");
        await Api.Create(
            "/api/v1/subscribers",
            $$"""{"id":"{{id}}","url":"http://127.0.0.1:1/","event_types":["x.y"]}"""
        );
        await Api.Patch($"/api/v1/subscribers/{id}", """{"concurrency":7}""");
        await Api.Delete($"/api/v1/subscribers/{id}");

        var entries = (await Api.Read($"/api/v1/audit?target=subscriber/{id}"))["data"]!.AsArray();

        entries
            .Select(entry => entry!["action"]!.ToString())
            .Should()
            .Equal("subscriber.delete", "subscriber.change", "subscriber.create");
        entries
            .Should()
            .AllSatisfy(entry => entry!["actor"]!.ToString().Should().Be(fixture.Hub.AdministratorKey[3..11]));
        entries[1]!["before"]!["concurrency"]!.GetValue<int>().Should().Be(3);
        entries[1]!["after"]!["concurrency"]!.GetValue<int>().Should().Be(7);
    }

    [Fact]
    public async Task Resource_ChangedWithAStaleVersion_IsRefused()
    {
        var source = await fixture.CreateSource();
        (await Api.Patch($"/api/v1/sources/{source}", """{"name":"one"}""", "\"1\""))
            .Status.Should()
            .Be(HttpStatusCode.OK);

        var stale = await Api.Patch($"/api/v1/sources/{source}", """{"name":"two"}""", "\"1\"");

        stale.Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await Api.Read($"/api/v1/sources/{source}"))["name"]!.ToString().Should().Be("one");
        (await Api.Delete($"/api/v1/sources/{source}", "\"1\"")).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await Api.Delete($"/api/v1/sources/{source}", "\"2\"")).Status.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Resource_WithATakenId_IsAConflict()
    {
        var source = await fixture.CreateSource();

        var again = await Api.Post("/api/v1/sources", $$"""{"id":"{{source}}","scheme":"none"}""");

        again.Status.Should().Be(HttpStatusCode.Conflict);
        var key = await Api.Post("/api/v1/api-keys", $$"""{"name":"{{source}}","role":"sender"}""");
        key.Status.Should().Be(HttpStatusCode.Conflict, "a key's name is the source of its events");
    }

    private async Task<HubApi> KeyOf(string role, string fields = "")
    {
        var name = fixture.NewId(role);
        var made = await Api.Create("/api/v1/api-keys", "{" + $"\"name\":\"{name}\",\"role\":\"{role}\"{fields}" + "}");
        return new HubApi(fixture.Hub.Url, made["key"]!.ToString());
    }
}
