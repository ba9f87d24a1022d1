using System.Net;
using Integration.EmbeddedPostgres;
using Integration.Hubs;
using Integration.Partitions;
using Integration.Partners;
using Integration.Testing.Databases;

namespace Integration.Operations;

/// <summary>A day without its partition: made by the first event that needs it; refused with 503 for as long as it cannot be.</summary>
public sealed class MissingDayTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private HubProcess _hub = null!;
    private Partner _partner = null!;

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
    public async Task Today_WithoutAPartition_IsRefusedUntilItCanBeMade()
    {
        using var api = new HubApi(_hub.Url, _hub.AdministratorKey);
        await api.CreateSource("source");
        var box = _partner.At("box");
        await api.CreateSubscriber(box, "\"event_types\":[\"*\"]");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        // The next day too: the test may run over midnight.
        string[] days = [PartitionDays.Name("events", today), PartitionDays.Name("events", today.AddDays(1))];
        foreach (var day in days)
        {
            // Something else has the name that the day needs.
            await Execute($"drop table {day}; create table {day} (something int)");
        }

        var refused = await api.SendWebhook("source", """{"type":"a.b","id":"1"}""");

        refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable, refused.Text);
        refused.Problem.Should().Be("storage-not-ready");
        refused.Headers.RetryAfter.Should().NotBeNull();
        await Execute($"drop table {string.Join(", ", days)}");
        var taken = await api.SendWebhook("source", """{"type":"a.b","id":"1"}""");
        taken.Status.Should().Be(HttpStatusCode.Accepted, taken.Text);
        (await box.Receives(1)).Single().Id.Should().Be(taken.Json["event_id"]!.ToString());
    }

    private Task Execute(string sql) => HostFolder.Execute(_database.ConnectionString, sql);
}
