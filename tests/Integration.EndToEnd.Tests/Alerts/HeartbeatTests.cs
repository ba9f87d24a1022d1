namespace Integration.Alerts;

/// <summary>A monitor outside hears of the hub while it is well, and its address stands nowhere.</summary>
public sealed class HeartbeatTests(AlertHub hub) : IClassFixture<AlertHub>
{
    [Fact]
    public async Task Heartbeat_OfAHubThatIsWell_ComesAgainAndAgain()
    {
        var monitor = hub.Partner.At("monitor");
        await hub.Process.Stop();
        hub.Process.Settings["Integration:Heartbeat:Url"] = $"{monitor.Url}?key=secret-of-the-monitor";
        hub.Process.Settings["Integration:Heartbeat:Interval"] = "00:00:05";
        await hub.Process.Start();

        await monitor.Receives(2);
        hub.Process.Log.Should().NotContain("secret-of-the-monitor");
    }
}
