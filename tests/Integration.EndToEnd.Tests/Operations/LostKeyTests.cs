using System.Net;
using Integration.Hubs;
using Integration.Partners;
using Integration.Testing.Databases;

namespace Integration.Operations;

/// <summary>What a lost key file means: stored secrets stay closed until they are set anew, and nothing else is lost.</summary>
public sealed class LostKeyTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string NewSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private TestDatabase _database = null!;
    private HubProcess _hub = null!;
    private Partner _partner = null!;

    private string KeyFile => Path.Combine(_hub.Folder, "keys");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        _hub = HubProcess.Create(_database.ConnectionString);
        _partner = await Partner.Start();
        await _hub.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _partner.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Start_WithAnotherKeyFile_SaysWhatIsClosedAndGoesOnWhenSecretsAreSetAnew()
    {
        var (box, owed) = await LoseTheKey();
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        await Eventually.Holds(
            () => _hub.Log.Contains("2 of 2 stored secrets do not open", StringComparison.Ordinal),
            "the log to say it"
        );
        _hub.Log.Should().Contain("source/source, subscriber/box");
        IsUnreadable(await api.SendWebhook("source", """{"type":"a.b","id":"2"}"""));
        IsUnreadable(await api.Post("/api/v1/subscribers/box/test", """{"type":"a.b"}"""));
        IsUnreadable(await api.Patch("/api/v1/subscribers/box", """{"concurrency":5}"""));
        // Values of headers are secrets too: those that are not given anew would be missing.
        IsUnreadable(await api.Patch("/api/v1/subscribers/box", $$"""{"secret":"{{NewSecret}}"}"""));
        (await api.Read("/api/v1/subscribers/box"))["secret_set"]!.GetValue<bool>().Should().BeTrue();

        var mended = await api.Patch(
            "/api/v1/subscribers/box",
            $$$"""{"secret":"{{{NewSecret}}}","headers":{"X-Token":"new"}}"""
        );

        mended.Status.Should().Be(HttpStatusCode.OK, mended.Text);
        var letter = (await box.Receives(2))[^1];
        letter.Id.Should().Be(owed, "what waited is delivered");
        letter.IsSignedWith(NewSecret).Should().BeTrue();
        letter.Headers["X-Token"].Should().Be("new");
        (await api.Patch("/api/v1/sources/source", """{"secrets":["it-is-a-secret"]}"""))
            .Status.Should()
            .Be(HttpStatusCode.OK);
        (await api.SendWebhook("source", """{"type":"a.b","id":"3"}""")).Status.Should().Be(HttpStatusCode.Accepted);
        await box.Receives(3);
    }

    [Fact]
    public async Task Start_WithTheKeyAddedAgain_OpensEverything()
    {
        var lost = await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken);
        var (box, owed) = await LoseTheKey();
        await _hub.Stop();
        await File.AppendAllTextAsync(KeyFile, lost, TestContext.Current.CancellationToken);

        await _hub.Start();

        var letter = (await box.Receives(2))[^1];
        letter.Id.Should().Be(owed);
        letter.IsSignedWith(HubScenery.SubscriberSecret).Should().BeTrue();
    }

    // Leaves one delivery pending, tried once, and a hub that made itself another key file.
    private async Task<(Mailbox Box, string Owed)> LoseTheKey()
    {
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        await api.CreateSource("source");
        var box = _partner.At("box").Answering(500);
        await api.CreateSubscriber(
            box,
            "\"event_types\":[\"*\"],\"headers\":{\"X-Token\":\"old\"},\"retry\":{\"schedule\":[\"2s\",\"2s\",\"2s\"]}"
        );
        var sent = await api.SendWebhook("source", """{"type":"a.b","id":"1"}""");
        await box.Receives(1);
        await _hub.Stop();
        var attempts = box.Letters.Count;
        attempts.Should().Be(1);
        box.Answering(200);
        File.Delete(KeyFile);
        await _hub.Start();
        return (box, sent.Json["event_id"]!.ToString());
    }

    private static void IsUnreadable(HubAnswer answer)
    {
        answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable, answer.Text);
        answer.Problem.Should().Be("secrets-unreadable");
        answer.Headers.RetryAfter.Should().NotBeNull();
    }
}
