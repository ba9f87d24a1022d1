using System.Net;
using Integration.Hubs;

namespace Integration.Alerts;

/// <summary>
/// What people must be told most: the database is away, and with it the place where notices wait. A monitor outside hears of it by
/// hearing nothing.
/// </summary>
public sealed class DatabaseAwayTests(AlertHub hub) : IClassFixture<AlertHub>
{
    [Fact]
    public async Task Database_ThatLetsNobodyIn_IsToldWhileItDoesAndItsReturnToo()
    {
        using var api = new HubApi(hub.Process.Url, hub.Process.AdministratorKey);
        await Change(api, """{"enabled":true,"for":"0s","clear_for":"0s"}""");

        await hub.CloseDatabase();
        await Eventually.Holds(
            () => Texts().Any(text => text.Contains("Firing:", StringComparison.Ordinal)),
            $"the robot to be told while the database is away\n{hub.Process.Log}"
        );

        await hub.OpenDatabase();
        await Eventually.Holds(
            () => Texts().Any(text => text.Contains("Resolved:", StringComparison.Ordinal)),
            "the robot to be told of its return"
        );
        await Eventually.Holds(
            async () => (await AlertHub.List(api, "/api/v1/alerts/history?rule=database-away")).Count >= 2,
            "both to be in the history"
        );
        // On a busy machine a database that has just come back may be slow once more, which is told too; but nothing twice.
        Texts()
            .Select((text, n) => text.Contains(n % 2 == 0 ? "Firing:" : "Resolved:", StringComparison.Ordinal))
            .Should()
            .AllBeEquivalentTo(true);
    }

    [Fact]
    public async Task Heartbeat_ComesWhileTheHubIsWellAndNotWhenItIsNot()
    {
        using var api = new HubApi(hub.Process.Url, hub.Process.AdministratorKey);
        // The robot of the other test is not to hear of the database that this one takes away.
        await Change(api, """{"enabled":false}""");
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
        hub.Process.Log.Should().NotContain(AlertHub.SecretOfMonitor);
    }

    // The first answer after the other test's outage may be the 503 of a connection that broke in it.
    private static Task Change(HubApi api, string rule) =>
        Eventually.Holds(
            async () => (await api.Patch("/api/v1/alert-rules/database-away", rule)).Status == HttpStatusCode.OK,
            "the rule to be changed"
        );

    private string[] Texts() =>
        [.. hub.Robots.Texts.Where(text => text.Contains("The database does not answer", StringComparison.Ordinal))];

    private int Skipped() => hub.Process.Log.Split("No heartbeat is sent").Length;
}
