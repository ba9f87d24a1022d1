using System.Net;
using Integration.EmbeddedPostgres;
using Integration.Hubs;
using Npgsql;

namespace Integration.Alerts;

/// <summary>What people must be told most: the database is away, and with it the place where notices wait.</summary>
public sealed class DatabaseAwayTests(AlertHub hub) : IClassFixture<AlertHub>
{
    [Fact]
    public async Task Database_ThatLetsNobodyIn_IsToldWhileItDoesAndItsReturnToo()
    {
        using var api = new HubApi(hub.Process.Url, hub.Process.AdministratorKey);
        var patch = await api.Patch("/api/v1/alert-rules/database-away", """{"for":"0s","clear_for":"0s"}""");
        patch.Status.Should().Be(HttpStatusCode.OK, patch.Text);
        var own = new NpgsqlConnectionStringBuilder(hub.Process.DatabaseOfItsOwn);
        var name = own.Database!;
        own.Database = "template1";

        await HostFolder.Execute(own.ConnectionString, $"alter database {name} allow_connections false");
        await HostFolder.Execute(
            own.ConnectionString,
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        );
        await Eventually.Holds(
            () => Texts().Any(text => text.Contains("Firing:", StringComparison.Ordinal)),
            $"the robot to be told while the database is away\n{hub.Process.Log}"
        );

        await HostFolder.Execute(own.ConnectionString, $"alter database {name} allow_connections true");
        await Eventually.Holds(
            () => Texts().Any(text => text.Contains("Resolved:", StringComparison.Ordinal)),
            "the robot to be told of its return"
        );
        await Eventually.Holds(
            async () => (await AlertHub.List(api, "/api/v1/alerts/history?rule=database-away")).Count == 2,
            "both to be in the history"
        );
        Texts().Should().HaveCount(2);
    }

    private string[] Texts() =>
        [.. hub.Robots.Texts.Where(text => text.Contains("The database does not answer", StringComparison.Ordinal))];
}
