using Integration.Hubs;

namespace Integration.Alerts;

/// <summary>A monitor outside hears of the hub while it is well, and no more when it is not.</summary>
[Collection(AlertHub.Name)]
public sealed class HeartbeatTests(AlertHub hub)
{
    [Fact]
    public async Task Heartbeat_ComesWhileTheHubIsWellAndNotWhenItIsNot()
    {
        using var api = new HubApi(hub.Process.Url, hub.Process.AdministratorKey);
        // The other tests' robot is not to hear of the database that this one takes away.
        await AlertHub.Change(api, "database-away", """{"enabled":false}""");
        var monitor = hub.Monitor;
        await monitor.Receives(2);
        var before = Skipped();
        await hub.CloseDatabase();
        await Eventually.Holds(() => Skipped() > before, "the hub to find itself unwell");
        var (beats, skipped) = (monitor.Letters.Count, Skipped());
        await Eventually.Holds(() => Skipped() > skipped, "the hub to skip another one");
        monitor.Letters.Count.Should().Be(beats, "a hub that is unwell must not say that it is well");
        await hub.OpenDatabase();
        await monitor.Receives(beats + 1);
        await AlertHub.Reset(api, "database-away");
        hub.Process.Log.Should().NotContain(AlertHub.SecretOfMonitor);
    }

    private int Skipped() => hub.Process.Log.Split("No heartbeat is sent").Length;
}
