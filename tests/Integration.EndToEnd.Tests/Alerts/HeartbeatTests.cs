using Integration.Hubs;

namespace Integration.Alerts;

/// <summary>A monitor outside hears of the hub while it is well, and no more when it is not.</summary>
public sealed class HeartbeatTests(AlertHub hub) : IClassFixture<AlertHub>
{
    [Fact]
    public async Task Heartbeat_ComesWhileTheHubIsWellAndNotWhenItIsNot()
    {
        var monitor = hub.Partner.At("monitor");
        await hub.Process.Stop();
        hub.Process.Settings["Integration:Heartbeat:Url"] = $"{monitor.Url}?key=secret-of-the-monitor";
        hub.Process.Settings["Integration:Heartbeat:Interval"] = "00:00:05";
        await hub.Process.Start();

        await monitor.Receives(2);
        var before = Skipped();
        await hub.CloseDatabase();
        await Eventually.Holds(() => Skipped() > before, "the hub to find itself unwell");
        var (beats, skipped) = (monitor.Letters.Count, Skipped());
        await Eventually.Holds(() => Skipped() > skipped, "the hub to skip another one");
        monitor.Letters.Count.Should().Be(beats, "a hub that is unwell must not say that it is well");
        await hub.OpenDatabase();
        await monitor.Receives(beats + 1);
        hub.Process.Log.Should().NotContain("secret-of-the-monitor");
    }

    private int Skipped() => hub.Process.Log.Split("No heartbeat is sent").Length;
}
