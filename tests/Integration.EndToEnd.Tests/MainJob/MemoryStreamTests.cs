using Integration.Hubs;
using Integration.Partners;
using Integration.Testing.Databases;

namespace Integration.MainJob;

/// <summary>Orleans' memory streams in place of our queues, by setting (decision 7).</summary>
public sealed class MemoryStreamTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Events_CarriedByMemoryStreams_ArriveWithoutTheSweeper()
    {
        await using var database = await postgres.CreateDatabase();
        await using var hub = HubProcess.Create(database.ConnectionString);
        hub.Settings["Integration:Streams:Carrier"] = "Memory";
        // Longer than the test waits: what arrives came by the stream.
        hub.Settings["Integration:Delivery:SweepInterval"] = "00:01:00";
        await hub.Start();
        await using var partner = await Partner.Start();
        using var api = new HubApi(hub.Url, hub.AdministratorKey);
        await api.CreateSource("source");
        var box = partner.At("box");
        await api.CreateSubscriber(box, "\"event_types\":[\"*\"]");

        for (var n = 1; n <= 20; n++)
        {
            await api.SendWebhook("source", $$"""{"n":{{n}} }""");
            (await box.Receives(n)).Should().HaveCount(n);
        }
    }

    [Fact]
    public async Task Start_WithACarrierThatDoesNotExist_IsRefused()
    {
        await using var hub = HubProcess.Create();
        hub.Settings["Integration:Streams:Carrier"] = "Pigeon";

        var start = await FluentActions.Awaiting(hub.Start).Should().ThrowAsync<InvalidOperationException>();

        start.Which.Message.Should().Contain("ended with 64").And.Contain("Integration:Streams:Carrier");
    }
}
