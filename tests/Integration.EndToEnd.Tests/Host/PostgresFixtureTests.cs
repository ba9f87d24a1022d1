using Integration.EmbeddedPostgres;
using Integration.Hubs;
using Npgsql;

namespace Integration.Testing.Databases;

public sealed class PostgresFixtureTests(PostgresFixture postgres)
{
    [Fact]
    public async Task CreateDatabase_Twice_MigratesOnceAndKeepsThemApart()
    {
        var migrations = 0;
        async Task Migrate(string connectionString)
        {
            migrations++;
            await HostFolder.Execute(connectionString, "CREATE TABLE t AS SELECT 1");
        }

        await using var first = await postgres.CreateDatabase(Migrate);
        await using var second = await postgres.CreateDatabase(Migrate);
        await HostFolder.Execute(first.ConnectionString, "INSERT INTO t VALUES (2)");

        migrations.Should().Be(1);
        (await HostFolder.Count(first.ConnectionString, "t")).Should().Be(2);
        (await HostFolder.Count(second.ConnectionString, "t")).Should().Be(1);
    }

    [Fact]
    public async Task DisposeAsync_SomebodyIsConnected_CutsThemOff()
    {
        var database = await postgres.CreateDatabase();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        await database.DisposeAsync();

        var cluster = await postgres.Cluster();
        await Eventually.Holds(
            async () =>
                await HostFolder.Count(cluster.ConnectionString, $"pg_stat_activity WHERE datname = '{database.Name}'")
                == 0,
            "nobody to be connected"
        );
    }
}
