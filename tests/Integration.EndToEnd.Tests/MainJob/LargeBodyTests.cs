using System.Net;
using Integration.Hubs;
using Integration.Testing.Databases;

namespace Integration.MainJob;

/// <summary>A limit on bodies that is set above the 28.6 MiB of the HTTP server itself.</summary>
public sealed class LargeBodyTests(PostgresFixture postgres)
{
    private const int Limit = 32 << 20;

    [Fact]
    public async Task Webhook_UpToALimitThatWasRaised_IsTakenAndAboveItRefused()
    {
        await using var database = await postgres.CreateDatabase();
        await using var hub = HubProcess.Create(database.ConnectionString);
        hub.Settings["Integration:Intake:MaxBodyBytes"] = $"{Limit}";
        await hub.Start();
        using var api = new HubApi(hub.Url, hub.AdministratorKey);
        await api.Create("/api/v1/sources", """{"id":"source","scheme":"none"}""");

        var taken = await api.Post("/in/source", new byte[Limit], "application/octet-stream");
        taken.Status.Should().Be(HttpStatusCode.Accepted);
        (await api.Read($"/api/v1/events/{taken.Json["event_id"]}/deliveries"))["data"]!.AsArray().Should().BeEmpty();
        (await api.Read("/api/v1/events"))["data"]![0]!["size"]!.GetValue<int>().Should().Be(Limit);

        var refused = await api.Post("/in/source", new byte[Limit + 1], "application/octet-stream");
        refused.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        refused.Problem.Should().Be("body-too-large");
    }
}
