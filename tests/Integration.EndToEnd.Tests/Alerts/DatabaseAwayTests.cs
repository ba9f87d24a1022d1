using Integration.Hubs;

namespace Integration.Alerts;

/// <summary>What people must be told most: the database is away, and with it the place where notices wait.</summary>
[Collection(AlertHub.Name)]
public sealed class DatabaseAwayTests(AlertHub hub)
{
    [Fact]
    public async Task Database_ThatLetsNobodyIn_IsToldWhileItDoesAndItsReturnToo()
    {
        using var api = new HubApi(hub.Process.Url, hub.Process.AdministratorKey);
        await AlertHub.Change(api, "database-away", """{"for":"0s","clear_for":"0s"}""");

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
            async () => (await AlertHub.List(api, "/api/v1/alerts/history?rule=database-away")).Count == 2,
            "both to be in the history"
        );
        Texts().Should().HaveCount(2);
        await AlertHub.Reset(api, "database-away");
    }

    private string[] Texts() =>
        [.. hub.Robots.Texts.Where(text => text.Contains("The database does not answer", StringComparison.Ordinal))];
}
