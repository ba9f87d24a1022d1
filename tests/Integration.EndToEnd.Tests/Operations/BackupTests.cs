using System.Net;
using Integration.Hubs;
using Integration.Partners;
using Integration.Testing.Databases;

namespace Integration.Operations;

/// <summary>Back-up and restore as an operator does them: the scripts of <c>deploy/</c>, a hub under load, a partner that counts.</summary>
public sealed class BackupTests(PostgresFixture postgres, OwnHub own) : IClassFixture<OwnHub>, IAsyncLifetime
{
    private readonly string _backups = Directory.CreateTempSubdirectory("integration-backup-").FullName;
    private readonly List<HubProcess> _hubs = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
        {
            await hub.DisposeAsync();
        }

        Directory.Delete(_backups, recursive: true);
    }

    [Fact]
    public async Task Restore_IntoAnEmptyFolder_DeliversWhatWasPendingWhenItWasBackedUp()
    {
        var hub = await own.Running();
        var key = hub.AdministratorKey;
        using var api = new HubApi(hub.Url, key);
        await api.CreateSource("source");
        var quick = own.Partner.At("quick");
        var away = own.Partner.At("away").Answering(503);
        await api.CreateSubscriber(quick, "\"event_types\":[\"*\"]");
        await api.CreateSubscriber(
            away,
            "\"event_types\":[\"*\"],\"retry\":{\"schedule\":[\"1s\",\"1s\",\"2s\",\"60s\",\"60s\"]}"
        );
        await using var load = SteadyLoad.Start(() => new HubApi(hub.Url, key));
        await load.GoesOn();
        var owed = load.Acknowledged;

        await Succeeds("backup.sh", null, "--data-dir", hub.Folder, "--to", Backup);
        await load.GoesOn();
        await load.Stop();
        load.Refused.Should().BeEmpty("a back-up disturbs nobody");
        await hub.Kill();
        var restored = NewHub();
        await Succeeds("restore.sh", null, "--from", Backup, "--data-dir", restored.Folder);
        away.Answering(200);
        var from = away.Letters.Count;
        await restored.Start();

        await Arrive(owed, away, from);
        away.Letters.Skip(from).Should().OnlyContain(letter => letter.IsSignedWith(HubScenery.SubscriberSecret));
        restored.AdministratorKey.Should().Be(key);
        using var after = new HubApi(restored.Url, key);
        var sent = await after.SendWebhook("source", """{"type":"a.b","id":"after"}""");
        sent.Status.Should().Be(HttpStatusCode.Accepted, sent.Text);
        await Arrive([sent.Json["event_id"]!.ToString()], quick, 0);
    }

    [Fact]
    public async Task Restore_IntoADatabaseOfYours_KeepsEventsSecretsAndKeys()
    {
        await using var database = await postgres.CreateDatabase();
        await using var empty = await postgres.CreateDatabase();
        var hub = NewHub(database.ConnectionString);
        await hub.Start();
        using var api = new HubApi(hub.Url, hub.AdministratorKey);
        await api.CreateSource("source");
        var box = own.Partner.At("box");
        await api.CreateSubscriber(box, "\"event_types\":[\"*\"]");
        var sent = await api.SendWebhook("source", """{"type":"a.b","id":"before"}""");

        await Succeeds("backup.sh", On(database), "--data-dir", hub.Folder, "--to", Backup);
        (await hub.Stop()).Should().Be(0);
        var restored = NewHub(empty.ConnectionString);
        await Succeeds("restore.sh", On(empty), "--from", Backup, "--data-dir", restored.Folder);
        await restored.Start();

        using var after = new HubApi(restored.Url, restored.AdministratorKey);
        await after.Read($"/api/v1/events/{sent.Json["event_id"]}");
        var count = box.Letters.Count;
        await after.SendWebhook("source", """{"type":"a.b","id":"after"}""");
        (await box.Receives(count + 1))
            .Should()
            .OnlyContain(letter => letter.IsSignedWith(HubScenery.SubscriberSecret));
    }

    [Fact]
    public async Task Restore_OfADamagedBackup_RestoresNothing()
    {
        var hub = await own.Running();
        await Succeeds("backup.sh", null, "--data-dir", hub.Folder, "--to", Backup);
        await File.AppendAllTextAsync(
            Path.Combine(Backup, "database.dump"),
            "x",
            TestContext.Current.CancellationToken
        );
        var other = NewHub();

        var (code, output) = await Script.Deploy("restore.sh", null, "--from", Backup, "--data-dir", other.Folder);

        code.Should().Be(1, output);
        output.Should().Contain("damaged");
        Directory.EnumerateFileSystemEntries(other.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task Restore_OverAFolderInUse_IsRefused()
    {
        var hub = await own.Running();
        await Succeeds("backup.sh", null, "--data-dir", hub.Folder, "--to", Backup);

        var (code, output) = await Script.Deploy("restore.sh", null, "--from", Backup, "--data-dir", hub.Folder);

        code.Should().Be(64, output);
        output.Should().Contain("not empty");
    }

    private string Backup => Path.Combine(_backups, "one");

    private static Dictionary<string, string> On(TestDatabase database) =>
        new() { ["ConnectionStrings__Postgres"] = database.ConnectionString };

    private HubProcess NewHub(string? connectionString = null)
    {
        var hub = HubProcess.Create(connectionString);
        _hubs.Add(hub);
        return hub;
    }

    private static async Task Succeeds(
        string script,
        Dictionary<string, string>? environment,
        params string[] arguments
    )
    {
        var (code, output) = await Script.Deploy(script, environment, arguments);
        code.Should().Be(0, output);
    }

    private static Task Arrive(IReadOnlyList<string> events, Mailbox box, int from) =>
        Eventually.Holds(
            () => !events.Except(box.Letters.Skip(from).Select(letter => letter.Id)).Any(),
            $"what was acknowledged to arrive at {box.Url}"
        );
}
